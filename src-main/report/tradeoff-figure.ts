import type { RunResult } from '../../src-shared/result.ts';
import { AXIS_STYLE, LEGEND_STYLE, renderChart, seriesStyle, type ChartOption } from './chart.ts';
import { compareVariants, type ComparisonRow } from './comparison.ts';
import type { Figure, ReportTable } from './document.ts';
import { formatCount, formatShare } from './format.ts';

/** Accuracy against size, in parameters and in MACs: one marker a network, one colour a kind of network over all runs. */
export function tradeoffFigures(results: readonly RunResult[]): Figure[] {
  const rows = compareVariants(results);
  return [
    { unit: 'parameters', sizeOf: (row: ComparisonRow) => row.parameters },
    { unit: 'MACs', sizeOf: (row: ComparisonRow) => row.macs },
  ].map(({ unit, sizeOf }) => {
    const title = `Accuracy against ${unit}`;
    const description = `Scatter chart of test accuracy against ${unit}, one marker a network.`;
    return {
      title,
      description,
      svg: renderChart(tradeoffChart(rows, sizeOf, unit), 320, description),
      table: tradeoffTable(rows, sizeOf, unit),
    };
  });
}

function tradeoffChart(
  rows: readonly ComparisonRow[],
  sizeOf: (row: ComparisonRow) => number,
  unit: string,
): ChartOption {
  const variants = [...new Set(rows.map(({ variant }) => variant))];
  return {
    legend: LEGEND_STYLE,
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
    yAxis: { type: 'value', name: 'test accuracy, %', scale: true, boundaryGap: ['10%', '10%'], ...AXIS_STYLE },
    series: variants.map((variant, index) => ({
      type: 'scatter',
      name: variant,
      symbolSize: 12,
      itemStyle: { color: seriesStyle(index).color, opacity: 0.85 },
      symbol: seriesStyle(index).symbol,
      data: rows
        .filter((row) => row.variant === variant && Number.isFinite(row.accuracy))
        .map((row) => [sizeOf(row), row.accuracy * 100]),
    })),
  };
}

function tradeoffTable(
  rows: readonly ComparisonRow[],
  sizeOf: (row: ComparisonRow) => number,
  unit: string,
): ReportTable {
  return {
    head: ['run', 'network', unit, 'accuracy'],
    rows: rows.map((row) => [row.runId, row.variant, formatCount(sizeOf(row)), formatShare(row.accuracy)]),
    leftColumns: 2,
  };
}
