import type { EpochMetrics, RunResult } from '../../src-shared/result.ts';
import { AXIS_STYLE, LEGEND_STYLE, renderChart, seriesStyle, type ChartOption } from './chart.ts';
import type { Figure, ReportTable } from './document.ts';
import { formatDuration, formatNumber, formatShare } from './format.ts';

interface Curve {
  readonly variant: string;
  readonly style: { readonly color: string; readonly symbol: string };
  /** Values after an epoch, counted on from the end of training. */
  readonly points: readonly (readonly [epoch: number, value: number])[];
}

/** Training loss and test accuracy over the epochs, one line a network; fine-tuning goes on where training ended. */
export function curvesFigures(result: RunResult): Figure[] {
  if (result.epochs.length === 0) return [];
  const trained = countTrainingEpochs(result);
  const accuracy = collectCurves(result, (metrics) => metrics.testAccuracy * 100).map((curve) => ({
    ...curve,
    points: [...accuracyBefore(result, curve.variant, trained), ...curve.points],
  }));
  const loss = collectCurves(result, (metrics) => metrics.trainLoss);
  return [
    curvesFigure(result, accuracy, 'Test accuracy over the epochs', 'test accuracy, %'),
    curvesFigure(result, loss, 'Training loss over the epochs', 'training loss'),
  ];
}

function curvesFigure(result: RunResult, curves: readonly Curve[], title: string, axis: string): Figure {
  const names = curves.map(({ variant }) => variant).join(', ');
  const description = `Line chart of the ${axis} by epoch of ${names}; fine-tuning follows training.`;
  return {
    title,
    description,
    svg: renderChart(curvesChart(curves, axis), 320, description),
    table: epochTable(result.epochs),
  };
}

function collectCurves(result: RunResult, valueOf: (metrics: EpochMetrics) => number): Curve[] {
  const trained = countTrainingEpochs(result);
  return result.variants.flatMap(({ name }, index) => {
    const points = result.epochs
      .filter(({ variant }) => variant === name)
      .map((metrics) => [metrics.epoch + (metrics.stage === 'train' ? 0 : trained), valueOf(metrics)] as const);
    return points.length === 0 ? [] : [{ variant: name, style: seriesStyle(index), points }];
  });
}

/** Where a fine-tuned network's curve begins: its accuracy before the first epoch of fine-tuning. */
function accuracyBefore(result: RunResult, name: string, trained: number): (readonly [number, number])[] {
  const tuned = result.epochs.some(({ stage, variant }) => stage === 'finetune' && variant === name);
  const variant = result.variants.find((candidate) => candidate.name === name);
  return tuned && name !== 'base' && variant !== undefined ? [[trained, variant.accuracyBefore * 100]] : [];
}

function countTrainingEpochs({ epochs }: RunResult): number {
  return Math.max(0, ...epochs.filter(({ stage }) => stage === 'train').map(({ epoch }) => epoch));
}

function curvesChart(curves: readonly Curve[], axis: string): ChartOption {
  return {
    legend: LEGEND_STYLE,
    grid: { left: 60, right: 24, top: 56, bottom: 44 },
    xAxis: { type: 'value', name: 'epoch', nameLocation: 'middle', nameGap: 28, minInterval: 1, min: 0, ...AXIS_STYLE },
    yAxis: { type: 'value', name: axis, scale: true, ...AXIS_STYLE },
    series: curves.map(({ variant, style, points }) => ({
      type: 'line',
      name: variant,
      symbol: style.symbol,
      symbolSize: 6,
      color: style.color,
      itemStyle: { color: style.color },
      data: points.map(([epoch, value]) => [epoch, finiteOrGap(value)]),
    })),
  };
}

/** ECharts leaves a gap where a value is "-". */
function finiteOrGap(value: number): number | string {
  return Number.isFinite(value) ? value : '-';
}

function epochTable(epochs: readonly EpochMetrics[]): ReportTable {
  return {
    head: [
      'stage',
      'network',
      'epoch',
      'learning rate',
      'train loss',
      'train accuracy',
      'test loss',
      'test accuracy',
      'time',
    ],
    rows: epochs.map((metrics) => [
      metrics.stage,
      metrics.variant,
      `${metrics.epoch} of ${metrics.epochs}`,
      formatNumber(metrics.learningRate),
      formatNumber(metrics.trainLoss),
      formatShare(metrics.trainAccuracy),
      formatNumber(metrics.testLoss),
      formatShare(metrics.testAccuracy),
      formatDuration(metrics.seconds),
    ]),
    leftColumns: 2,
  };
}
