import type { EChartsCoreOption } from 'echarts/core';
import { seriesStyle } from '../../../src-shared/series-style.ts';
import { axisStyle, tooltipStyle, type ChartTheme } from '../../chart/chart-theme.ts';

/** A network's curve with its name and what tells it apart. */
export interface RecallCurve {
  readonly name: string;
  readonly style: number;
  readonly dashed: boolean;
  /** At recalls from 0 to 1, equally far apart. */
  readonly precision: readonly number[];
}

interface RecallTexts {
  readonly recall: string;
  readonly precision: string;
}

/** Precision over recall, a line a network; both in percent from 0 to 100, so that classes can be compared by eye. */
export function recallOption(theme: ChartTheme, curves: readonly RecallCurve[], texts: RecallTexts): EChartsCoreOption {
  const axis = { type: 'value', min: 0, max: 100, nameLocation: 'middle', ...axisStyle(theme) };
  return {
    legend: { top: 0, textStyle: { color: theme.ink } },
    grid: { left: 64, right: 24, top: 40, bottom: 48 },
    tooltip: {
      trigger: 'axis',
      valueFormatter: (value: number) => `${value.toFixed(1)} %`,
      ...tooltipStyle(theme),
    },
    xAxis: { ...axis, name: texts.recall, nameGap: 28 },
    yAxis: { ...axis, name: texts.precision, nameGap: 40 },
    series: curves.map(({ name, style, dashed, precision }) => {
      const { color } = seriesStyle(style);
      return {
        type: 'line',
        name,
        color,
        showSymbol: false,
        lineStyle: { width: 2, type: dashed ? 'dashed' : 'solid' },
        data: precision.map((value, index) => [(100 * index) / (precision.length - 1), value * 100]),
      };
    }),
  };
}
