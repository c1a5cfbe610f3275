import { memo, type ReactNode } from 'react';
import { useFormat, type Format } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { useNetworkNames } from '../../language/network-names.ts';
import { compareMessages } from '../compare-messages.ts';
import { isBase, type ComparedNetwork } from '../compared-network.ts';
import { showSpread } from '../compared-values.ts';
import { isText, type ColumnKind, type NetworkColumn } from './network-columns.ts';

interface NetworkRowProps {
  readonly network: ComparedNetwork;
  readonly label: string;
  readonly columns: readonly NetworkColumn[];
  /** By column: the keys of the networks that are best in it. */
  readonly best: ReadonlyMap<string, ReadonlySet<string>>;
  readonly selected: boolean;
  readonly onSelect: (network: ComparedNetwork) => void;
  readonly onExport: (network: ComparedNetwork) => void;
}

/** A network of the table; its name chooses it. */
export const NetworkRow = memo(function NetworkRow(props: NetworkRowProps): ReactNode {
  const { network, label, columns, best, selected, onSelect, onExport } = props;
  const say = useMessages(compareMessages);
  const format = useFormat();
  const nameOf = useNetworkNames();
  return (
    <tr className={selected ? 'compare-selected' : undefined}>
      {columns.map(({ key, kind }) => {
        if (kind.of === 'network') {
          return (
            <th key={key} scope="row">
              <button type="button" className="compare-name" aria-pressed={selected} onClick={() => onSelect(network)}>
                {nameOf(network.row.variant)}
              </button>
            </th>
          );
        }
        const { text, note } = describeCell(format, network, kind);
        return (
          <td key={key} className={isText(kind) ? undefined : 'number'}>
            {text}
            <span className="compare-note">
              {best.get(key)?.has(network.key) && <span className="compare-best">{say.bestMark}</span>} {note}
            </span>
          </td>
        );
      })}
      <td>
        <button type="button" className="small" aria-label={say.exportLabel(label)} onClick={() => onExport(network)}>
          {say.export}
        </button>
      </td>
    </tr>
  );
});

/** What a cell says; the note is how it stands to the base. */
function describeCell(
  format: Format,
  network: ComparedNetwork,
  kind: ColumnKind,
): { readonly text: string; readonly note?: string | undefined } {
  const { run, row } = network;
  const beside = (share: number | null): string | undefined =>
    share === null || isBase(network) ? undefined : format.share(share);
  switch (kind.of) {
    case 'run':
      return { text: `#${run}` };
    case 'network':
      return { text: row.variant };
    case 'data':
      return { text: row.dataset };
    case 'seeds':
      return { text: format.integer(row.seeds) };
    case 'parameters':
      return { text: format.count(row.parameters), note: beside(row.parametersShare) };
    case 'macs':
      return { text: format.count(row.macs), note: beside(row.macsShare) };
    case 'file':
      return { text: format.bytes(row.fileBytes), note: beside(row.fileShare) };
    case 'before':
      return { text: showSpread(format, row.accuracyBefore, row.accuracyBeforeDeviation) };
    case 'accuracy':
      return { text: showSpread(format, row.accuracy, row.accuracyDeviation) };
    case 'change':
      return describeChange(format, network);
    case 'latency': {
      const latency = row.latency.find(({ batchSize }) => batchSize === kind.batchSize);
      if (latency === undefined) return { text: '–' };
      const note = latency.speedup === null || isBase(network) ? undefined : format.factor(latency.speedup);
      return { text: format.milliseconds(latency.medianMilliseconds), note };
    }
  }
}

function describeChange(format: Format, network: ComparedNetwork): { text: string; note?: string } {
  const { accuracyChange, accuracyChangeDeviation } = network.row;
  if (accuracyChange === null || isBase(network)) return { text: '–' };
  const text = format.points(accuracyChange);
  if (accuracyChangeDeviation === null) return { text };
  return { text, note: `± ${(accuracyChangeDeviation * 100).toFixed(1)}` };
}
