import type { EChartsCoreOption } from 'echarts/core';
import { axisStyle, tooltipStyle, type ChartTheme } from '../../chart/chart-theme.ts';
import type { Confusion } from './confusion-difference.ts';

/** Cells of more classes are too small for numbers. */
const LABELLED_CLASSES = 20;

/** Fewer and more, on which the page's ink can be read. */
const COLORS = {
  light: { fewer: '#f5b27a', more: '#8cc8f0' },
  dark: { fewer: '#8f4708', more: '#00558a' },
} as const;

interface ConfusionTexts {
  readonly classes: readonly string[];
  readonly appearance: 'light' | 'dark';
  /** Whether the numbers are differences. */
  readonly signed: boolean;
  readonly truth: string;
  readonly predicted: string;
}

/** The matrix as coloured cells, the first class at the top left; empty cells are left out. */
export function confusionOption(theme: ChartTheme, matrix: Confusion, texts: ConfusionTexts): EChartsCoreOption {
  const { classes, signed, truth, predicted } = texts;
  const { fewer, more } = COLORS[texts.appearance];
  const cells = matrix.flatMap((row, y) => row.flatMap((count, x) => (count === 0 ? [] : [[x, y, count] as const])));
  const most = Math.max(1, ...cells.map(([, , count]) => Math.abs(count)));
  const axis = {
    type: 'category',
    data: classes,
    splitArea: { show: false },
    ...axisStyle(theme),
    splitLine: { show: classes.length <= LABELLED_CLASSES, lineStyle: { color: theme.line } },
  } as const;
  const show = (count: number): string => (signed && count > 0 ? `+${count}` : String(count).replace('-', '−'));
  return {
    grid: { left: 8, right: 8, top: 32, bottom: 40, containLabel: true },
    tooltip: {
      ...tooltipStyle(theme),
      formatter: ({ value: [x = 0, y = 0, count = 0] }: { readonly value: readonly number[] }) =>
        `${truth}: ${classes[y] ?? y}\n${predicted}: ${classes[x] ?? x}\n${show(count)}`,
    },
    xAxis: {
      ...axis,
      name: predicted,
      nameLocation: 'middle',
      nameGap: 60,
      axisLabel: { color: theme.quiet, rotate: 40 },
    },
    yAxis: { ...axis, name: truth, nameLocation: 'start', nameGap: 12, inverse: true },
    visualMap: {
      show: false,
      min: signed ? -most : 0,
      max: most,
      dimension: 2,
      inRange: { color: signed ? [fewer, theme.surface, more] : [theme.surface, more] },
    },
    series: [
      {
        type: 'heatmap',
        data: cells,
        label: {
          show: classes.length <= LABELLED_CLASSES,
          color: theme.ink,
          formatter: ({ value: [, , count = 0] }: { readonly value: readonly number[] }) => show(count),
        },
      },
    ],
  };
}
