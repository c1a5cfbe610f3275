import { seriesStyle } from '../../src-shared/series-style.ts';
import { meanOf } from '../../src-shared/spread.ts';
import { AXIS_STYLE, LEGEND_STYLE, renderChart, type ChartOption } from './chart.ts';
import type { ScoredDetector } from './detection-tables.ts';
import type { Figure } from './document.ts';
import { formatShare } from '../../src-shared/format-number.ts';

/** The table has a row for every so many of the 101 recalls. */
const ROW_STEP = 10;

/** Precision against recall at IoU 0.5, the mean over the classes present, one line a detector. */
export function precisionFigure(detectors: readonly ScoredDetector[], classes: readonly string[]): Figure {
  const curves = detectors.map(({ name, scores }) => ({ name, precision: meanPrecision(scores.classes) }));
  const description = `Line chart of precision against recall at IoU 0.5, the mean over ${classes.length} classes as far as they are present, of ${detectors.map(({ name }) => name).join(', ')}.`;
  const recalls = curves[0]?.precision.map((_, index, all) => index / (all.length - 1)) ?? [];
  return {
    title: 'Precision against recall at IoU 0.5, mean over the classes',
    description,
    svg: renderChart(precisionChart(curves), 320, description),
    table: {
      head: ['recall', ...curves.map(({ name }) => name)],
      rows: recalls.flatMap((recall, index) =>
        index % ROW_STEP === 0
          ? [[formatShare(recall, 0), ...curves.map(({ precision }) => formatShare(precision[index] ?? Number.NaN))]]
          : [],
      ),
      leftColumns: 1,
    },
  };
}

function meanPrecision(classes: ScoredDetector['scores']['classes']): number[] {
  const present = classes.filter(({ precision }) => precision.length > 0);
  const length = present[0]?.precision.length ?? 0;
  return Array.from({ length }, (_, index) => meanOf(present.map(({ precision }) => precision[index] ?? 0)));
}

function precisionChart(
  curves: readonly { readonly name: string; readonly precision: readonly number[] }[],
): ChartOption {
  return {
    legend: { ...LEGEND_STYLE, data: curves.map(({ name }) => name) },
    grid: { left: 60, right: 24, top: 56, bottom: 44 },
    xAxis: { type: 'value', name: 'recall, %', nameLocation: 'middle', nameGap: 28, min: 0, max: 100, ...AXIS_STYLE },
    yAxis: { type: 'value', name: 'precision, %', min: 0, max: 100, ...AXIS_STYLE },
    series: curves.map(({ name, precision }, index) => {
      const { color } = seriesStyle(index);
      return {
        type: 'line' as const,
        name,
        symbol: 'none',
        color,
        data: precision.map((value, place) => [(place * 100) / (precision.length - 1), value * 100]),
      };
    }),
  };
}
