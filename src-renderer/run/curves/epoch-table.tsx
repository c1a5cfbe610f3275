import { memo, type ReactNode } from 'react';
import type { EpochMetrics, Measure } from '../../../src-shared/result.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { useMeasureNames } from '../../language/measure-names.ts';
import { useNetworkNames } from '../../language/network-names.ts';
import { stageNames } from '../../language/stage-names.ts';
import { runMessages } from '../run-messages.ts';

interface EpochTableProps {
  readonly epochs: readonly EpochMetrics[];
  readonly measure: Measure;
}

/** What was measured after every epoch of every training. */
export const EpochTable = memo(function EpochTable({ epochs, measure }: EpochTableProps): ReactNode {
  const say = useMessages(runMessages);
  const stages = useMessages(stageNames);
  const measures = useMeasureNames();
  const networkName = useNetworkNames();
  const format = useFormat();
  if (epochs.length === 0) return <p className="quiet">{say.epochsEmpty}</p>;
  const { columns } = say;
  // A detector's mean average precision is not measured on the images it is trained on.
  const trained = epochs.some(({ trainAccuracy }) => Number.isFinite(trainAccuracy));
  return (
    <div className="table-scroll run-epochs" tabIndex={0} role="region" aria-label={say.epochsCaption}>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{columns.stage}</th>
            <th scope="col">{columns.network}</th>
            <th scope="col" className="number">
              {columns.seed}
            </th>
            <th scope="col" className="number">
              {columns.epoch}
            </th>
            <th scope="col" className="number">
              {columns.learningRate}
            </th>
            <th scope="col" className="number">
              {columns.trainLoss}
            </th>
            <th scope="col" className="number">
              {columns.testLoss}
            </th>
            {trained && (
              <th scope="col" className="number">
                {columns.trainAccuracy}
              </th>
            )}
            <th scope="col" className="number" title={measures.protocol(measure)}>
              {measures.title(measure)}
            </th>
            <th scope="col" className="number">
              {columns.seconds}
            </th>
            <th scope="col" className="number">
              {columns.wait}
            </th>
          </tr>
        </thead>
        <tbody>
          {epochs.map((epoch) => (
            <tr key={`${epoch.seed} ${epoch.stage} ${epoch.variant} ${epoch.epoch}`}>
              <td>{stages[epoch.stage]}</td>
              <td>{networkName(epoch.variant)}</td>
              <td className="number">{epoch.seed}</td>
              <th scope="row" className="number">
                {say.epochOf(epoch.epoch, epoch.epochs)}
              </th>
              <td className="number">{format.number(epoch.learningRate)}</td>
              <td className="number">{format.number(epoch.trainLoss)}</td>
              <td className="number">{format.number(epoch.testLoss)}</td>
              {trained && <td className="number">{format.share(epoch.trainAccuracy)}</td>}
              <td className="number">{format.share(epoch.testAccuracy)}</td>
              <td className="number">{format.duration(epoch.seconds)}</td>
              <td className="number">{format.milliseconds(epoch.dataWaitMilliseconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});
