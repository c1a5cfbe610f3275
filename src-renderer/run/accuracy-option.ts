import type { EChartsCoreOption } from 'echarts/core';
import type { EpochMetrics } from '../../src-shared/result.ts';
import { seriesStyle } from '../../src-shared/series-style.ts';
import { axisStyle, tooltipStyle, type ChartTheme } from '../chart/chart-theme.ts';

/** A network's epochs with its names and its place among the run's networks. */
export interface NetworkEpochs {
  readonly name: string;
  readonly onTest: string;
  readonly onTrain: string;
  readonly network: number;
  readonly epochs: readonly EpochMetrics[];
}

interface AccuracyOptionInput {
  readonly networks: readonly NetworkEpochs[];
  /** The base network's, as a line to compare with; undefined where it is a network of the chart itself. */
  readonly base: number | undefined;
  readonly baseName: string;
  readonly epochName: string;
  readonly accuracyName: string;
  readonly format: (share: number) => string;
}

/** Accuracy on test images as solid lines with markers, on training images as dashed ones. */
export function accuracyOption(input: AccuracyOptionInput, theme: ChartTheme): EChartsCoreOption {
  const { networks, base, baseName, epochName, accuracyName, format } = input;
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
      valueFormatter: (value: unknown) => (typeof value === 'number' ? format(value) : ''),
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
      name: accuracyName,
      scale: true,
      ...axis,
      axisLabel: { ...axis.axisLabel, formatter: (share: number) => `${(share * 100).toFixed(0)} %` },
    },
    series: networks.flatMap(({ onTest, onTrain, network, epochs }, index) => {
      const { color, symbol } = seriesStyle(network);
      const test = epochs.map(({ epoch, testAccuracy }) => [epoch, testAccuracy]);
      const train = epochs.map(({ epoch, trainAccuracy }) => [epoch, trainAccuracy]);
      return [
        {
          type: 'line',
          name: onTest,
          color,
          symbol,
          symbolSize: 7,
          data: test,
          ...(base !== undefined && index === 0 ? { markLine } : {}),
        },
        {
          type: 'line',
          name: onTrain,
          color,
          showSymbol: false,
          symbol,
          lineStyle: { type: 'dashed', width: 1.4 },
          data: train,
        },
      ];
    }),
  };
}
