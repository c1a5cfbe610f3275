import type { EChartsCoreOption } from 'echarts/core';
import type { EpochMetrics } from '../../../src-shared/result.ts';
import { seriesStyle } from '../../../src-shared/series-style.ts';
import { axisStyle, tooltipStyle, type ChartTheme } from '../../chart/chart-theme.ts';

/** A network's epochs with its names and its place among the run's networks. */
export interface NetworkEpochs {
  readonly name: string;
  readonly network: number;
  readonly epochs: readonly EpochMetrics[];
}

interface AccuracyOptionInput {
  readonly networks: readonly NetworkEpochs[];
  /** The base network's, as a line to compare with; undefined where it is a network of the chart itself. */
  readonly base: number | undefined;
  readonly baseName: string;
  readonly epochName: string;
  /** A network's two accuracies in one line. */
  readonly describe: (name: string, test: number, train: number) => string;
}

/** Accuracy on test images as solid lines with markers, on training images as dashed ones. */
export function accuracyOption(input: AccuracyOptionInput, theme: ChartTheme): EChartsCoreOption {
  const { networks, base, baseName, epochName, describe } = input;
  const axis = axisStyle(theme);
  const markLine = {
    silent: true,
    symbol: 'none',
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
    yAxis: {
      type: 'value',
      scale: true,
      ...axis,
      axisLabel: { ...axis.axisLabel, formatter: (share: number) => `${(share * 100).toFixed(0)} %` },
    },
    // Both lines of a network have its name, so that the legend shows and hides them together.
    series: networks.flatMap(({ name, network, epochs }, index) => {
      const { color, symbol } = seriesStyle(network);
      const line = { type: 'line', name, color, symbol };
      return [
        {
          ...line,
          symbolSize: 7,
          data: epochs.map(({ epoch, testAccuracy }) => [epoch, testAccuracy]),
          ...(base !== undefined && index === 0 ? { markLine } : {}),
        },
        {
          ...line,
          showSymbol: false,
          lineStyle: { type: 'dashed', width: 1.4 },
          data: epochs.map(({ epoch, trainAccuracy }) => [epoch, trainAccuracy]),
        },
      ];
    }),
  };
}
