import { memo, useCallback, useMemo, type ReactNode } from 'react';
import type { DatasetReport } from '../../../src-shared/dataset-report.ts';
import { seriesStyle } from '../../../src-shared/series-style.ts';
import { axisStyle, tooltipStyle, type ChartTheme } from '../../chart/chart-theme.ts';
import { Chart } from '../../chart/chart.tsx';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { datasetMessages } from './dataset-messages.ts';
import { detectionDataMessages } from './detection-data-messages.ts';

interface BalanceChartProps {
  readonly balance: DatasetReport['balance'][number];
  /** The data set has no other set of classes. */
  readonly alone: boolean;
  readonly counts: 'images' | 'objects';
}

/** So many names find room beside each other, and so many aslant. */
const FEW = 6;
const MANY = 40;

const SPLITS = ['train', 'test'] as const;

/** How many images each class has, or objects; of the test images only where there are any of their own. */
export const BalanceChart = memo(function BalanceChart({ balance, alone, counts: what }: BalanceChartProps): ReactNode {
  const say = useMessages(datasetMessages);
  const ofObjects = useMessages(detectionDataMessages);
  const format = useFormat();
  const { classes, name } = balance;
  const series = useMemo(
    () =>
      SPLITS.filter((split) => split === 'train' || classes.some((one) => one[split] > 0)).map((split, index) => ({
        name: say.splits[split],
        type: 'bar',
        stack: 'images',
        itemStyle: { color: seriesStyle(index).color },
        data: classes.map((one) => one[split]),
      })),
    [classes, say],
  );
  const option = useCallback(
    (theme: ChartTheme) => ({
      grid: { left: 8, right: 8, top: 36, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, textStyle: { color: theme.ink } },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, ...tooltipStyle(theme) },
      xAxis: {
        type: 'category',
        data: classes.map((one) => one.name),
        ...axisStyle(theme),
        axisLabel: {
          color: theme.quiet,
          width: 90,
          overflow: 'truncate',
          rotate: classes.length > FEW ? 45 : 0,
          ...(classes.length > MANY ? { hideOverlap: true } : { interval: 0 }),
        },
      },
      yAxis: { type: 'value', ...axisStyle(theme) },
      series,
    }),
    [classes, series],
  );
  const counts = classes.map(({ train }) => train);
  return (
    <section className="card">
      <Chart
        title={what === 'objects' ? ofObjects.objectsPerClass : alone ? say.balance : say.balanceOf(name)}
        summary={(what === 'objects' ? ofObjects.objectsPerClassSummary : say.balanceSummary)(
          format.integer(Math.min(...counts)),
          format.integer(Math.max(...counts)),
          format.integer(classes.length),
        )}
        height={240}
        option={option}
        data={() => ({
          head: [say.class, say.splits.train, say.splits.test],
          rows: classes.map((one) => [one.name, format.integer(one.train), format.integer(one.test)]),
        })}
      />
    </section>
  );
});
