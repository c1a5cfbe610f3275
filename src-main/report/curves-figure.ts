import { measureName } from '../../src-shared/describe-protocol.ts';
import type { EpochMetrics, RunResult } from '../../src-shared/result.ts';
import { meanOf } from '../../src-shared/spread.ts';
import { seriesStyle } from '../../src-shared/series-style.ts';
import { AXIS_STYLE, LEGEND_STYLE, renderChart, type ChartOption } from './chart.ts';
import type { Figure, ReportTable } from './document.ts';
import { formatNumber, formatShare } from '../../src-shared/format-number.ts';
import { capitalise } from './network-name.ts';

/** What one network measured epoch after epoch, one value a seed. */
interface Curve {
  readonly variant: string;
  readonly style: { readonly color: string; readonly symbol: string };
  readonly points: readonly CurvePoint[];
}

interface CurvePoint {
  readonly stage: string;
  /** Counted on from the end of training. */
  readonly epoch: number;
  /** In the order of the run's seeds; NaN where a seed has none. */
  readonly values: readonly number[];
}

interface Quantity {
  readonly title: string;
  readonly name: string;
  readonly unit: string;
  readonly of: (metrics: EpochMetrics) => number;
  readonly format: (value: number) => string;
}

function measured({ measure }: RunResult): Quantity {
  const name = `test ${measureName(measure)}`;
  return {
    title: `${capitalise(name)} over the epochs`,
    name,
    unit: ', %',
    of: ({ testAccuracy }) => testAccuracy,
    format: (value) => formatShare(value),
  };
}

const LOSS: Quantity = {
  title: 'Training loss over the epochs',
  name: 'training loss',
  unit: '',
  of: ({ trainLoss }) => trainLoss,
  format: formatNumber,
};

/**
 * The measure on the test images and training loss over the epochs, one line a network; fine-tuning goes on where training ended. Of several seeds the
 * line is the mean, with a thin one for each seed.
 */
export function curvesFigures(result: RunResult): Figure[] {
  if (result.epochs.length === 0) return [];
  const quantity = measured(result);
  const accuracy = collectCurves(result, quantity).map((curve) => ({
    ...curve,
    points: [...beforeTuning(result, curve), ...curve.points].filter(({ values }) => values.some(Number.isFinite)),
  }));
  const seeds = seedsOf(result);
  return [curvesFigure(accuracy, seeds, quantity), curvesFigure(collectCurves(result, LOSS), seeds, LOSS)];
}

function curvesFigure(curves: readonly Curve[], seeds: readonly number[], quantity: Quantity): Figure {
  const names = curves.map(({ variant }) => variant).join(', ');
  const spread = seeds.length === 1 ? '' : ` Thick: the mean of ${seeds.length} seeds; thin: each seed.`;
  const description = `Line chart of the ${quantity.name} by epoch of ${names}; fine-tuning follows training.${spread}`;
  return {
    title: quantity.title + (seeds.length === 1 ? '' : `, mean and each of ${seeds.length} seeds`),
    description,
    svg: renderChart(curvesChart(curves, seeds, quantity), 320, description),
    table: curvesTable(curves, seeds, quantity),
  };
}

function collectCurves(result: RunResult, quantity: Quantity): Curve[] {
  const trained = countTrainingEpochs(result);
  const seeds = seedsOf(result);
  return result.variants.flatMap(({ name }, index) => {
    const own = result.epochs.filter(({ variant }) => variant === name);
    const points = (['train', 'finetune'] as const).flatMap((stage) => {
      const inStage = own.filter((metrics) => metrics.stage === stage);
      return [...new Set(inStage.map(({ epoch }) => epoch))].map((epoch): CurvePoint => {
        const values = seeds.map((seed) => {
          const metrics = inStage.find((one) => one.seed === seed && one.epoch === epoch);
          return metrics === undefined ? Number.NaN : quantity.of(metrics);
        });
        return { stage, epoch: stage === 'train' ? epoch : trained + epoch, values };
      });
    });
    return points.length === 0 ? [] : [{ variant: name, style: seriesStyle(index), points }];
  });
}

/** Where a fine-tuned network's curve begins: its accuracy before the first epoch of fine-tuning. */
function beforeTuning(result: RunResult, { variant, points }: Curve): CurvePoint[] {
  const outcomes = result.variants.find(({ name }) => name === variant)?.seeds ?? [];
  if (variant === 'base' || outcomes.length === 0 || !points.some(({ stage }) => stage === 'finetune')) return [];
  const values = outcomes.map(({ accuracyBefore }) => accuracyBefore);
  return [{ stage: 'before', epoch: countTrainingEpochs(result), values }];
}

function countTrainingEpochs({ epochs }: RunResult): number {
  return Math.max(0, ...epochs.filter(({ stage }) => stage === 'train').map(({ epoch }) => epoch));
}

function seedsOf({ variants, recipe }: RunResult): number[] {
  return variants[0]?.seeds.map(({ seed }) => seed) ?? [recipe.seed];
}

function curvesChart(curves: readonly Curve[], seeds: readonly number[], { name, unit }: Quantity): ChartOption {
  const scale = unit === '' ? 1 : 100;
  const line = (points: readonly CurvePoint[], valueOf: (point: CurvePoint) => number): (number | string)[][] =>
    points.map((point) => [point.epoch, finiteOrGap(valueOf(point) * scale)]);
  return {
    legend: { ...LEGEND_STYLE, data: curves.map(({ variant }) => variant) },
    grid: { left: 60, right: 24, top: 56, bottom: 44 },
    xAxis: { type: 'value', name: 'epoch', nameLocation: 'middle', nameGap: 28, minInterval: 1, min: 0, ...AXIS_STYLE },
    yAxis: { type: 'value', name: name + unit, scale: true, ...AXIS_STYLE },
    series: [
      ...curves.map(({ variant, style, points }) => ({
        type: 'line' as const,
        name: variant,
        symbol: style.symbol,
        symbolSize: 6,
        color: style.color,
        itemStyle: { color: style.color },
        data: line(points, ({ values }) => meanOf(values)),
      })),
      ...(seeds.length === 1 ? [] : seeds).flatMap((seed, index) =>
        curves.map(({ variant, style, points }) => ({
          type: 'line' as const,
          name: `${variant}, seed ${seed}`,
          symbol: 'none',
          color: style.color,
          lineStyle: { width: 1, opacity: 0.4 },
          data: line(points, ({ values }) => values[index] ?? Number.NaN),
        })),
      ),
    ],
  };
}

/** ECharts leaves a gap where a value is "-". */
function finiteOrGap(value: number): number | string {
  return Number.isFinite(value) ? value : '-';
}

function curvesTable(curves: readonly Curve[], seeds: readonly number[], { name, format }: Quantity): ReportTable {
  const several = seeds.length > 1;
  return {
    head: [
      'network',
      'stage',
      'epoch',
      several ? `mean ${name}` : name,
      ...(several ? seeds : []).map((seed) => `seed ${seed}`),
    ],
    rows: curves.flatMap(({ variant, points }) =>
      points.map(({ stage, epoch, values }) => [
        variant,
        stage,
        String(epoch),
        format(meanOf(values)),
        ...(several ? values : []).map(format),
      ]),
    ),
    leftColumns: 2,
  };
}
