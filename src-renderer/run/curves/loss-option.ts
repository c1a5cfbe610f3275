import type { CustomSeriesRenderItem, CustomSeriesRenderItemAPI } from 'echarts';
import type { EChartsCoreOption } from 'echarts/core';
import { seriesStyle } from '../../../src-shared/series-style.ts';
import { axisStyle, tooltipStyle, type ChartTheme } from '../../chart/chart-theme.ts';
import type { AxisRange } from '../../chart/use-range-brush.ts';
import type { Curve, CurvePoint } from './live-curve.ts';

/** A curve with what it is called and which of the run's networks it is, which gives its colour. */
export interface NamedCurve extends Curve {
  readonly name: string;
  readonly network: number;
}

interface LossOptionInput {
  readonly curves: readonly NamedCurve[];
  readonly range: AxisRange | undefined;
  readonly logarithmic: boolean;
  readonly stepName: string;
  readonly format: (loss: number) => string;
}

/** A line of means over a band from the lowest to the highest loss, for each network. */
export function lossOption(input: LossOptionInput, theme: ChartTheme): EChartsCoreOption {
  const { curves, range, logarithmic, stepName, format } = input;
  const total = Math.max(1, ...curves.map((curve) => curve.total));
  const [from, to] = range ?? [0, total];
  const axis = axisStyle(theme);
  return {
    grid: { left: 8, right: 24, top: curves.length > 1 ? 40 : 16, bottom: 32, containLabel: true },
    legend: { show: curves.length > 1, top: 0, left: 0, type: 'scroll', textStyle: { color: theme.ink } },
    tooltip: {
      ...tooltipStyle(theme),
      trigger: 'axis',
      valueFormatter: (value: unknown) => (typeof value === 'number' ? format(value) : ''),
    },
    xAxis: { type: 'value', name: stepName, nameLocation: 'middle', nameGap: 26, min: from, max: to, ...axis },
    // Powers of two, so that losses within one decade have marks too.
    yAxis: {
      type: logarithmic ? 'log' : 'value',
      logBase: 2,
      scale: true,
      ...axis,
      axisLabel: { ...axis.axisLabel, ...(logarithmic ? { formatter: format } : {}) },
    },
    series: curves.flatMap((curve) => [bandSeries(curve), lineSeries(curve)]),
  };
}

function lineSeries({ name, network, points }: NamedCurve): object {
  const { color } = seriesStyle(network);
  return {
    type: 'line',
    name,
    color,
    showSymbol: points.length === 1,
    lineStyle: { width: 1.6 },
    data: points.map(({ step, mean }) => [step, mean]),
  };
}

/** The outline of the lowest and highest losses; two invisible points tell the axis how far it reaches. */
function bandSeries({ name, network, points }: NamedCurve): object {
  const { color } = seriesStyle(network);
  const renderItem: CustomSeriesRenderItem = ({ dataIndex }, api) =>
    dataIndex === 0
      ? { type: 'polygon', shape: { points: outline(points, api) }, style: { fill: color, opacity: 0.2 }, silent: true }
      : { type: 'group', children: [] };
  const ends = [
    [points[0]?.step ?? 0, Math.min(...points.map(({ lowest }) => lowest))],
    [points.at(-1)?.step ?? 0, Math.max(...points.map(({ highest }) => highest))],
  ];
  return { type: 'custom', name, color, renderItem, data: ends, clip: true, silent: true, tooltip: { show: false } };
}

function outline(points: readonly CurvePoint[], api: CustomSeriesRenderItemAPI): number[][] {
  return [
    ...points.map(({ step, highest }) => api.coord([step, highest])),
    ...points.toReversed().map(({ step, lowest }) => api.coord([step, lowest])),
  ];
}
