import {
  BarChart,
  LineChart,
  ScatterChart,
  type BarSeriesOption,
  type LineSeriesOption,
  type ScatterSeriesOption,
} from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  type GridComponentOption,
  type LegendComponentOption,
} from 'echarts/components';
import { init, use, type ComposeOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { escapeHtml } from './html.ts';

use([BarChart, GridComponent, LegendComponent, LineChart, ScatterChart, SVGRenderer]);

export type ChartOption = ComposeOption<
  BarSeriesOption | GridComponentOption | LegendComponentOption | LineSeriesOption | ScatterSeriesOption
>;

/** What an axis looks like in every chart: the page's own text colour, so that it can be read in light and dark. */
export const AXIS_STYLE = {
  axisLabel: { color: 'currentColor' },
  axisLine: { lineStyle: { color: 'currentColor', opacity: 0.5 } },
  axisTick: { lineStyle: { color: 'currentColor', opacity: 0.5 } },
  nameTextStyle: { color: 'currentColor' },
  splitLine: { lineStyle: { color: 'currentColor', opacity: 0.12 } },
  minorSplitLine: { show: false },
} as const;

/** What a legend looks like in every chart; the gap makes up for text widths that can only be estimated without a browser. */
export const LEGEND_STYLE = {
  top: 0,
  itemGap: 32,
  textStyle: { color: 'currentColor' },
  inactiveColor: 'currentColor',
} as const;

/** Draws a chart as an SVG element for a page: no scripts, no styles of its own, `description` as its text alternative. */
export function renderChart(option: ChartOption, height: number, description: string): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 720, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit' }, ...option });
    return toStaticSvg(chart.renderToSVGString(), description);
  } finally {
    chart.dispose();
  }
}

/** Removes what serves only the chart library's own page: hover styles, its data marks and the old link namespace. */
function toStaticSvg(svg: string, description: string): string {
  return svg
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(/ (?:ecmeta_\w+|class|xmlns:xlink|baseProfile|version)="[^"]*"/g, '')
    .replace(/\n+/g, '')
    .replace('<svg ', `<svg role="img" aria-label="${escapeHtml(description)}" `);
}
