import type { RunResult } from '../../src-shared/result.ts';
import { meanOf } from '../../src-shared/spread.ts';
import { seriesStyle } from '../../src-shared/series-style.ts';
import { AXIS_STYLE, LEGEND_STYLE, renderChart, type ChartOption } from './chart.ts';
import type { Figure, ReportTable } from './document.ts';
import { formatCount, formatShare } from '../../src-shared/format-number.ts';
import { nameMeasures } from './name-measures.ts';
import { capitalise } from './network-name.ts';

/** A network of a run by size and accuracy, in the mean of its seeds. */
interface Point {
  readonly runId: string;
  readonly variant: string;
  readonly size: number;
  readonly accuracy: number;
  /** Each seed's accuracy. */
  readonly accuracies: readonly number[];
}

/** How far apart networks of one size are drawn, as a share of the largest size. */
const SIDESTEP = 0.016;

const UNITS = [
  { unit: 'parameters', measure: 'parameters' },
  { unit: 'MACs', measure: 'macs' },
] as const;

/**
 * Accuracy against size, in parameters and in MACs: one marker a network, one colour a kind of network over all runs; networks of one size
 * stand side by side. Of several seeds the marker is the mean, and a bar reaches from the least accurate to the most accurate.
 */
export function tradeoffFigures(results: readonly RunResult[]): Figure[] {
  const name = nameMeasures(results);
  return UNITS.map(({ unit, measure }) => {
    const points = collectPoints(results, measure);
    const severalSeeds = points.some(({ accuracies }) => accuracies.length > 1);
    const spread = severalSeeds ? ' It is the mean of the seeds; the bar reaches from the lowest to the highest.' : '';
    const description = `Scatter chart of test ${name} against ${unit}, one marker a network; those of one size stand side by side.${spread}`;
    return {
      title: `${capitalise(name)} against ${unit}${severalSeeds ? ', mean and range of the seeds' : ''}`,
      description,
      svg: renderChart(tradeoffChart(points, unit, name), 320, description),
      table: tradeoffTable(points, unit, name, severalSeeds),
    };
  });
}

function collectPoints(results: readonly RunResult[], measure: 'parameters' | 'macs'): Point[] {
  return results.flatMap(({ runId, variants }) =>
    variants.map(({ name, seeds }) => {
      const accuracies = seeds.map(({ accuracy }) => accuracy);
      const size = meanOf(seeds.map((outcome) => outcome[measure]));
      return { runId, variant: name, size, accuracy: meanOf(accuracies), accuracies };
    }),
  );
}

/** Where each point is drawn: those of one size next to each other, around it. */
function placePoints(points: readonly Point[]): Point[] {
  const step = Math.max(...points.map(({ size }) => size)) * SIDESTEP;
  return points.map((point) => {
    const alike = points.filter(({ size }) => size === point.size);
    return { ...point, size: point.size + (alike.indexOf(point) - (alike.length - 1) / 2) * step };
  });
}

function tradeoffChart(points: readonly Point[], unit: string, measure: string): ChartOption {
  const variants = [...new Set(points.map(({ variant }) => variant))];
  const placed = placePoints(points);
  return {
    legend: { ...LEGEND_STYLE, itemWidth: 14, data: variants },
    grid: { left: 60, right: 40, top: 56, bottom: 44 },
    xAxis: {
      type: 'value',
      name: unit,
      nameLocation: 'middle',
      nameGap: 28,
      min: 0,
      ...AXIS_STYLE,
      axisLabel: { color: 'currentColor', formatter: formatCount },
    },
    yAxis: { type: 'value', name: `test ${measure}, %`, scale: true, boundaryGap: ['10%', '10%'], ...AXIS_STYLE },
    series: variants.flatMap((variant, index) => {
      const { color, symbol } = seriesStyle(index);
      const own = placed.filter((point) => point.variant === variant && Number.isFinite(point.accuracy));
      return [
        {
          type: 'scatter' as const,
          name: variant,
          symbolSize: 12,
          itemStyle: { color, opacity: 0.85 },
          symbol,
          data: own.map(({ size, accuracy }) => [size, accuracy * 100]),
        },
        {
          type: 'line' as const,
          name: `${variant}, range`,
          color,
          lineStyle: { width: 1.5, opacity: 0.7 },
          symbol: 'rect',
          symbolSize: [9, 1.5],
          data: own.filter(({ accuracies }) => accuracies.length > 1).flatMap(describeRange),
        },
      ];
    }),
  };
}

/** A bar from the lowest to the highest accuracy, and a gap behind it. */
function describeRange({ size, accuracies }: Point): (number | string)[][] {
  return [
    [size, Math.min(...accuracies) * 100],
    [size, Math.max(...accuracies) * 100],
    ['-', '-'],
  ];
}

function tradeoffTable(points: readonly Point[], unit: string, measure: string, severalSeeds: boolean): ReportTable {
  return {
    head: ['run', 'network', unit, measure, ...(severalSeeds ? ['lowest', 'highest', 'seeds'] : [])],
    rows: points.map(({ runId, variant, size, accuracy, accuracies }) => {
      const spread = [
        formatShare(Math.min(...accuracies)),
        formatShare(Math.max(...accuracies)),
        String(accuracies.length),
      ];
      return [runId, variant, formatCount(size), formatShare(accuracy), ...(severalSeeds ? spread : [])];
    }),
    leftColumns: 2,
  };
}
