import { useMemo, type ReactNode } from 'react';
import { useDatasetNames } from '../../language/dataset-names.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { useMeasureNames } from '../../language/measure-names.ts';
import { compareMessages } from '../compare-messages.ts';
import type { ComparisonPart } from '../comparison-part.ts';
import { findWarnings, type SlowNetwork, type Warning } from './warnings.ts';

/** So many networks are named at once; the others behind a button. */
const FIRST_NETWORKS = 4;

type WarningListProps = Pick<ComparisonPart, 'networks' | 'labelOf'>;

/** What must not be overlooked, in words; nothing where there is nothing. */
export function WarningList({ networks, labelOf }: WarningListProps): ReactNode {
  const say = useMessages(compareMessages);
  const warnings = useMemo(() => findWarnings(networks), [networks]);
  if (warnings.length === 0) return null;
  return (
    <section className="notice notice-warning">
      <h2>{say.warnings}</h2>
      {warnings.map((warning) => (
        <WarningText key={warning.kind} warning={warning} labelOf={labelOf} />
      ))}
    </section>
  );
}

interface WarningTextProps {
  readonly warning: Warning;
  readonly labelOf: ComparisonPart['labelOf'];
}

function WarningText({ warning, labelOf }: WarningTextProps): ReactNode {
  const say = useMessages(compareMessages);
  const names = useMeasureNames();
  const datasetName = useDatasetNames();
  switch (warning.kind) {
    case 'different-data': {
      const groups = warning.groups.map(({ data, runs }) => say.dataGroup(datasetName(data), listRuns(runs)));
      return <p>{say.differentData(groups.join('; '))}</p>;
    }
    case 'different-measures':
      return (
        <>
          <p>{say.differentMeasures}</p>
          <ul>
            {warning.groups.map(({ measure, runs }) => (
              <li key={runs.join()}>
                {say.measureGroup(
                  [names.title(measure), names.protocol(measure)].filter((text) => text !== undefined).join(': '),
                  listRuns(runs),
                )}
              </li>
            ))}
          </ul>
        </>
      );
    case 'no-speed-up': {
      const more = warning.networks.slice(FIRST_NETWORKS);
      return (
        <>
          <p>{say.noSpeedup}</p>
          <SlowNetworks networks={warning.networks.slice(0, FIRST_NETWORKS)} labelOf={labelOf} />
          {more.length > 0 && (
            <details>
              <summary>{say.moreReadings(more.length)}</summary>
              <SlowNetworks networks={more} labelOf={labelOf} />
            </details>
          )}
        </>
      );
    }
  }
}

function listRuns(runs: readonly number[]): string {
  return runs.map((run) => `#${run}`).join(', ');
}

interface SlowNetworksProps {
  readonly networks: readonly SlowNetwork[];
  readonly labelOf: ComparisonPart['labelOf'];
}

function SlowNetworks({ networks, labelOf }: SlowNetworksProps): ReactNode {
  const say = useMessages(compareMessages);
  const format = useFormat();
  return (
    <ul>
      {networks.map(({ network, batches }) => {
        const macs = format.share(network.row.macsShare ?? Number.NaN);
        const speeds = batches.map(({ batchSize, speedup }) => say.speedAt(format.factor(speedup), batchSize));
        return <li key={network.key}>{say.slowNetwork(labelOf(network), macs, speeds.join(', '))}</li>;
      })}
    </ul>
  );
}
