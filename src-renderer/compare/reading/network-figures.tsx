import type { ReactNode } from 'react';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { useMeasureNames } from '../../language/measure-names.ts';
import { compareMessages } from '../compare-messages.ts';
import type { ComparedNetwork } from '../compared-network.ts';
import { holdUnits, showChange } from '../compared-values.ts';

interface NetworkFiguresProps {
  readonly network: ComparedNetwork;
  readonly base: ComparedNetwork | undefined;
}

/** The figures that matter of one network, each beside the base network's. */
export function NetworkFigures({ network, base }: NetworkFiguresProps): ReactNode {
  const say = useMessages(compareMessages);
  const format = useFormat();
  const names = useMeasureNames();
  const { row } = network;
  const seeds = row.seeds > 1 ? say.meanOfSeeds(row.seeds) : say.oneSeed;
  const reference = base === undefined || base.key === network.key ? undefined : base.row;

  function beside(share: number | null, value: string | undefined): string | undefined {
    return share === null || value === undefined ? undefined : say.ofBase(format.share(share), value);
  }

  return (
    <dl className="compare-figures" aria-live="polite">
      <Figure
        label={names.title(row.measure)}
        value={format.shareSpread(row.accuracy, row.accuracyDeviation)}
        note={
          reference === undefined || row.accuracyChange === null
            ? undefined
            : say.change(
                showChange(format, row.accuracyChange, row.accuracyChangeDeviation),
                format.share(reference.accuracy),
              )
        }
        details={[names.protocol(row.measure), seeds]}
      />
      <Figure
        label={say.parameters}
        value={format.count(row.parameters)}
        note={beside(row.parametersShare, reference && format.count(reference.parameters))}
      />
      <Figure
        label={say.macs}
        value={format.count(row.macs)}
        note={beside(row.macsShare, reference && format.count(reference.macs))}
        details={[say.macsLong]}
      />
      <Figure
        label={say.file}
        value={format.bytes(row.fileBytes)}
        note={beside(row.fileShare, reference && format.bytes(reference.fileBytes))}
      />
      {row.latency.map(({ batchSize, medianMilliseconds, speedup }) => {
        const ofBase = reference?.latency.find((latency) => latency.batchSize === batchSize);
        return (
          <Figure
            key={batchSize}
            label={say.latency(batchSize)}
            value={format.milliseconds(medianMilliseconds)}
            note={
              ofBase === undefined || speedup === null
                ? undefined
                : say.fasterThanBase(format.factor(speedup), format.milliseconds(ofBase.medianMilliseconds))
            }
            details={[say.medianOn(network.result.environment.device)]}
          />
        );
      })}
    </dl>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  /** How it stands to the base. */
  readonly note: string | undefined;
  readonly details?: readonly (string | undefined)[];
}

function Figure({ label, value, note, details = [] }: FigureProps): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="compare-value">{value}</dd>
      {note !== undefined && <dd>{holdUnits(note)}</dd>}
      {details.map(
        (detail) =>
          detail !== undefined && (
            <dd key={detail} className="quiet">
              {detail}
            </dd>
          ),
      )}
    </div>
  );
}
