import { useMemo, type ReactNode } from 'react';
import type { RunResult } from '../../../src-shared/result.ts';
import { MISSING } from '../../../src-shared/format-number.ts';
import { useDatasetNames } from '../../language/dataset-names.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { useMeasureNames } from '../../language/measure-names.ts';
import { useNetworkNames } from '../../language/network-names.ts';
import { Link } from '../../navigation/link.tsx';
import { compareMessages } from '../compare-messages.ts';
import { bestSmaller, type ComparedNetwork } from '../compared-network.ts';
import { showChange } from '../compared-values.ts';
import type { MeasureTexts } from '../measure-texts.ts';

interface RunListProps {
  readonly results: readonly RunResult[];
  readonly networks: readonly ComparedNetwork[];
  readonly measure: MeasureTexts;
}

/** Which run has which number in the comparison, and the best that each brought. */
export function RunList({ results, networks, measure }: RunListProps): ReactNode {
  const say = useMessages(compareMessages);
  const format = useFormat();
  const nameOf = useNetworkNames();
  const datasetName = useDatasetNames();
  const names = useMeasureNames();
  const best = useMemo(
    () => results.map((_, index) => bestSmaller(networks.filter(({ run }) => run === index + 1))),
    [results, networks],
  );
  return (
    <section className="card">
      <h2>{say.runs}</h2>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={say.runs}>
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{say.run}</th>
              <th scope="col">{say.columnData}</th>
              <th scope="col">{say.bestOfRun}</th>
              <th scope="col" className="number">
                {say.parameters}
              </th>
              <th scope="col" className="number" title={measure.protocol}>
                {measure.title}
              </th>
              <th scope="col" className="number">
                {say.columnChange}
              </th>
              <th scope="col" className="number">
                {say.time}
              </th>
            </tr>
          </thead>
          <tbody>
            {results.map(({ runId, name, dataset, seconds }, index) => {
              const row = best[index]?.row;
              return (
                <tr key={runId}>
                  <th scope="row">
                    <span className="compare-number">#{index + 1}</span>{' '}
                    <Link to={{ page: 'run', id: runId }}>{name}</Link>
                  </th>
                  <td>{datasetName(dataset.name)}</td>
                  <td>{row === undefined ? MISSING : nameOf(row.variant)}</td>
                  <td className="number">{row === undefined ? MISSING : format.count(row.parameters)}</td>
                  <td className="number" title={row && names.protocol(row.measure)}>
                    {row === undefined ? MISSING : format.shareSpread(row.accuracy, row.accuracyDeviation)}
                  </td>
                  <td className="number">
                    {showChange(format, row?.accuracyChange ?? Number.NaN, row?.accuracyChangeDeviation ?? null)}
                  </td>
                  <td className="number">{format.duration(seconds)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
