import { memo, type ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { useNetworkNames } from '../../language/network-names.ts';
import { compareMessages } from '../compare-messages.ts';
import type { ComparedNetwork } from '../compared-network.ts';
import { useCellDescription } from './network-cell.ts';
import { isText, type NetworkColumn } from './network-columns.ts';

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
  const nameOf = useNetworkNames();
  const describeCell = useCellDescription();
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
        const { text, note, title } = describeCell(network, kind);
        return (
          <td key={key} title={title} className={isText(kind) ? undefined : 'number'}>
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
