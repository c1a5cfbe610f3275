import { memo, type ReactNode } from 'react';
import type { DatasetReport } from '../../../src-shared/dataset-report.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { datasetMessages } from './dataset-messages.ts';

const MOST_SIZES = 20;

/** Mean and deviation of each channel in each split, and the sizes of the images where they differ. */
export const ChannelTable = memo(function ChannelTable({ report }: { readonly report: DatasetReport }): ReactNode {
  const say = useMessages(datasetMessages);
  const format = useFormat();
  const { splits, sizes } = report;
  return (
    <section className="card" aria-labelledby="wizard-channels">
      <h3 id="wizard-channels">{say.statistics}</h3>
      <p className="quiet">{say.statisticsHint}</p>
      <DataTable
        caption={say.statisticsHint}
        data={{
          head: [say.split, say.imageCount, ...say.channels.map(say.meanOf), ...say.channels.map(say.deviationOf)],
          rows: splits.map(({ split, images, mean, deviation }) => [
            say.splits[split],
            format.integer(images),
            ...say.channels.map((_, index) => format.number(mean?.[index] ?? Number.NaN)),
            ...say.channels.map((_, index) => format.number(deviation?.[index] ?? Number.NaN)),
          ]),
        }}
      />
      {sizes.length > 1 && (
        <DataTable
          caption={say.sizes}
          data={{
            head: [say.size, say.imageCount],
            rows: sizes
              .slice(0, MOST_SIZES)
              .map(({ width, height, images }) => [`${width} × ${height}`, format.integer(images)]),
          }}
        />
      )}
    </section>
  );
});
