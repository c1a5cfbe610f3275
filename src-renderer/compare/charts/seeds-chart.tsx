import { useCallback, useMemo, type ReactNode } from 'react';
import { seriesStyle } from '../../../src-shared/series-style.ts';
import { Chart } from '../../chart/chart.tsx';
import type { TableData } from '../../widgets/data-table.tsx';
import { axisStyle, tooltipStyle, type ChartTheme } from '../../chart/chart-theme.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { compareMessages } from '../compare-messages.ts';
import type { ComparisonPart } from '../comparison-part.ts';

const ROW_HEIGHT = 34;

/** Every seed's accuracy of every network, so that one can see what chance alone does. */
export function SeedsChart({ networks, labelOf, measure }: ComparisonPart): ReactNode {
  const say = useMessages(compareMessages);
  const format = useFormat();
  const seeds = useMemo(
    () => [...new Set(networks.flatMap(({ outcome }) => outcome.seeds.map(({ seed }) => seed)))].sort((a, b) => a - b),
    [networks],
  );

  const option = useCallback(
    (theme: ChartTheme) => ({
      legend: { type: 'scroll', top: 0, textStyle: { color: theme.ink } },
      grid: { left: 8, right: 32, top: 40, bottom: 44, containLabel: true },
      tooltip: { trigger: 'item', ...tooltipStyle(theme) },
      xAxis: {
        type: 'value',
        name: say.percentAxis(measure.title),
        nameLocation: 'middle',
        nameGap: 28,
        scale: true,
        ...axisStyle(theme),
      },
      yAxis: { type: 'category', inverse: true, data: networks.map(labelOf), ...axisStyle(theme) },
      series: [
        {
          type: 'scatter',
          name: say.mean,
          symbol: 'rect',
          symbolSize: [3, 22],
          itemStyle: { color: theme.ink },
          data: networks.map(({ row }, index) => [row.accuracy * 100, index]),
          tooltip: { valueFormatter: showPercent },
        },
        ...seeds.map((seed, index) => ({
          type: 'scatter',
          name: `${say.seed} ${seed}`,
          ...seriesStyle(index),
          itemStyle: { color: seriesStyle(index).color, opacity: 0.85 },
          symbolSize: 10,
          data: networks.flatMap(({ outcome }, place) =>
            outcome.seeds.filter((one) => one.seed === seed).map(({ accuracy }) => [accuracy * 100, place]),
          ),
          tooltip: { valueFormatter: showPercent },
        })),
      ],
    }),
    [networks, seeds, labelOf, measure, say],
  );

  function data(): TableData {
    return {
      head: [say.columnNetwork, ...seeds.map((seed) => `${say.seed} ${seed}`), say.mean, say.deviation],
      rows: networks.map((network) => [
        labelOf(network),
        ...seeds.map((seed) => {
          const outcome = network.outcome.seeds.find((one) => one.seed === seed);
          return format.share(outcome?.accuracy ?? Number.NaN);
        }),
        format.share(network.row.accuracy),
        format.share(network.row.accuracyDeviation ?? Number.NaN),
      ]),
    };
  }

  const widest = Math.max(
    ...networks.map(({ outcome }) => {
      const accuracies = outcome.seeds.map(({ accuracy }) => accuracy);
      return Math.max(...accuracies) - Math.min(...accuracies);
    }),
  );
  return (
    <Chart
      title={say.seedsTitle(measure.title)}
      summary={say.seedsSummary(seeds.length, format.points(widest).replace('+', ''))}
      height={100 + networks.length * ROW_HEIGHT}
      option={option}
      data={data}
    />
  );
}

function showPercent(value: number | readonly number[]): string {
  const accuracy = typeof value === 'number' ? value : value[0];
  return accuracy === undefined ? '' : `${accuracy.toFixed(1)} %`;
}
