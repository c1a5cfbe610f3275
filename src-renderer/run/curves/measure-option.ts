import type { EChartsCoreOption } from 'echarts/core';
import type { EpochMetrics } from '../../../src-shared/result.ts';
import { seriesStyle } from '../../../src-shared/series-style.ts';
import { axisStyle, tooltipStyle, type ChartTheme } from '../../chart/chart-theme.ts';

/** A network's evaluated epochs with its name and its place among the run's networks. */
export interface NetworkEpochs {
  readonly name: string;
  readonly network: number;
  readonly epochs: readonly EpochMetrics[];
}

interface MeasureOptionInput {
  readonly networks: readonly NetworkEpochs[];
  /** The base network's, as a line to compare with; undefined where it is a network of the chart itself. */
  readonly base: number | undefined;
  readonly baseName: string;
  readonly epochName: string;
  /** What a network measured in one line; of training images not a number where they were not looked at. */
  readonly describe: (name: string, test: number, train: number) => string;
}

/** The measure on test images as solid lines with markers, on training images, where there is one, as dashed ones. */
export function measureOption(input: MeasureOptionInput, theme: ChartTheme): EChartsCoreOption {
  const { networks, base, baseName, epochName, describe } = input;
  const axis = axisStyle(theme);
  const markLine = {
    silent: true,
    symbol: 'none',
    // By itself ECharts rounds to hundredths, which are whole percents here.
    precision: 6,
    lineStyle: { color: theme.quiet, type: 'dotted' },
    label: { formatter: baseName, color: theme.quiet, position: 'insideStartTop' },
    data: [{ yAxis: base }],
  };
  return {
    grid: { left: 8, right: 24, top: 40, bottom: 32, containLabel: true },
    legend: { top: 0, left: 0, type: 'scroll', textStyle: { color: theme.ink } },
    tooltip: {
      ...tooltipStyle(theme),
      trigger: 'axis',
      formatter: (shown: readonly { readonly value: readonly [epoch: number, ...unknown[]] }[]) => {
        const epoch = shown[0]?.value[0];
        const lines = networks.flatMap(({ name, epochs }) => {
          const at = epochs.find((one) => one.epoch === epoch);
          return at === undefined ? [] : [describe(name, at.testAccuracy, at.trainAccuracy)];
        });
        return [`${epochName} ${epoch ?? ''}`, ...lines].join('\n');
      },
    },
    xAxis: {
      type: 'value',
      name: epochName,
      nameLocation: 'middle',
      nameGap: 26,
      min: 1,
      minInterval: 1,
      max: Math.max(2, ...networks.flatMap(({ epochs }) => epochs.map((epoch) => epoch.epochs))),
      ...axis,
    },
    yAxis: { type: 'value', scale: true, ...axis, axisLabel: { ...axis.axisLabel, formatter: showTick } },
    // Both lines of a network have its name, so that the legend shows and hides them together.
    series: networks.flatMap(({ name, network, epochs }, index) => {
      const { color, symbol } = seriesStyle(network);
      const line = { type: 'line', name, color, symbol };
      const trained = epochs.filter(({ trainAccuracy }) => Number.isFinite(trainAccuracy));
      return [
        {
          ...line,
          symbolSize: 7,
          data: epochs.map(({ epoch, testAccuracy }) => [epoch, testAccuracy]),
          ...(base !== undefined && index === 0 ? { markLine } : {}),
        },
        ...(trained.length === 0
          ? []
          : [
              {
                ...line,
                showSymbol: false,
                lineStyle: { type: 'dashed', width: 1.4 },
                data: trained.map(({ epoch, trainAccuracy }) => [epoch, trainAccuracy]),
              },
            ]),
      ];
    }),
  };
}

/** With as many digits as the tick has: those of a small range would look alike otherwise. */
function showTick(share: number): string {
  return `${Number((share * 100).toPrecision(10))} %`;
}
