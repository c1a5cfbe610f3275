import { memo, type ReactNode } from 'react';
import type { DatasetReport } from '../../../src-shared/dataset-report.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { datasetMessages } from './dataset-messages.ts';

/** Mean and deviation of each channel in each split, and the sizes of the images where they differ. */
export const ChannelTable = memo(function ChannelTable({ report }: { readonly report: DatasetReport }): ReactNode {
  const say = useMessages(datasetMessages);
  const format = useFormat();
  const { splits, sizes } = report;
  return (
    <section className="card" aria-labelledby="wizard-channels">
      <h3 id="wizard-channels">{say.statistics}</h3>
      <p className="quiet">{say.statisticsHint}</p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={say.statisticsHint}>
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{say.split}</th>
              <th scope="col" className="number">
                {say.imageCount}
              </th>
              {say.channels.map((channel) => (
                <th key={channel} scope="col" className="number">
                  {say.meanOf(channel)}
                </th>
              ))}
              {say.channels.map((channel) => (
                <th key={channel} scope="col" className="number">
                  {say.deviationOf(channel)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {splits.map(({ split, images, mean, deviation }) => (
              <tr key={split}>
                <th scope="row">{say.splits[split]}</th>
                <td className="number">{format.integer(images)}</td>
                {say.channels.map((channel, index) => (
                  <td key={channel} className="number">
                    {format.number(mean?.[index] ?? Number.NaN)}
                  </td>
                ))}
                {say.channels.map((channel, index) => (
                  <td key={channel} className="number">
                    {format.number(deviation?.[index] ?? NaN)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sizes.length > 1 && (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={say.sizes}>
          <table className="data">
            <caption className="visually-hidden">{say.sizes}</caption>
            <thead>
              <tr>
                <th scope="col">{say.size}</th>
                <th scope="col" className="number">
                  {say.imageCount}
                </th>
              </tr>
            </thead>
            <tbody>
              {sizes.slice(0, 20).map(({ width, height, images }) => (
                <tr key={`${width}x${height}`}>
                  <th scope="row">{`${width} × ${height}`}</th>
                  <td className="number">{format.integer(images)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
});
