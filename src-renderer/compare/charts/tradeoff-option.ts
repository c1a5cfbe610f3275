import type { EChartsCoreOption } from 'echarts/core';
import { seriesStyle } from '../../../src-shared/series-style.ts';
import { axisStyle, tooltipStyle, type ChartTheme } from '../../chart/chart-theme.ts';
import type { ComparedNetwork } from '../compared-network.ts';
import { frontierOf } from './frontier.ts';

/** A network by its cost and accuracy. */
export interface TradeoffPoint {
  readonly network: ComparedNetwork;
  readonly cost: number;
  readonly accuracy: number;
  /** Whether nothing is both cheaper and more accurate. */
  readonly frontier: boolean;
}

/** How far apart points of one cost are drawn, as a share of the largest cost. */
const SIDESTEP = 0.018;

interface TradeoffTexts {
  /** Key of the chosen network. */
  readonly selected: string;
  readonly axis: string;
  readonly accuracy: string;
  readonly frontier: string;
  readonly nameOf: (variant: string) => string;
  readonly showCost: (value: number) => string;
  readonly describe: (point: TradeoffPoint) => string;
}

/** The scatter chart: one series for each kind of network, named as it; behind them the frontier and the spread over the seeds. */
export function tradeoffOption(
  theme: ChartTheme,
  points: readonly TradeoffPoint[],
  texts: TradeoffTexts,
): EChartsCoreOption {
  const variants = [...new Set(points.map(({ network }) => network.row.variant))];
  const placed = placePoints(points);
  const frontier = frontierOf(placed.filter((point) => point.frontier));
  return {
    legend: {
      type: 'scroll',
      top: 0,
      textStyle: { color: theme.ink },
      data: [...variants.map(texts.nameOf), ...(frontier.length > 1 ? [texts.frontier] : [])],
    },
    grid: { left: 64, right: 32, top: 56, bottom: 52 },
    tooltip: { trigger: 'item', ...tooltipStyle(theme) },
    xAxis: {
      type: 'value',
      name: texts.axis,
      nameLocation: 'middle',
      nameGap: 32,
      min: 0,
      ...axisStyle(theme),
      axisLabel: { color: theme.quiet, formatter: texts.showCost },
    },
    yAxis: {
      type: 'value',
      name: texts.accuracy,
      nameTextStyle: { color: theme.quiet, align: 'left', padding: [0, 0, 0, -48] },
      scale: true,
      boundaryGap: ['10%', '10%'],
      axisLabel: { color: theme.quiet },
      splitLine: { lineStyle: { color: theme.line } },
    },
    series: [
      {
        type: 'line',
        name: texts.frontier,
        step: 'end',
        silent: true,
        symbol: 'none',
        lineStyle: { color: theme.quiet, width: 1.5, type: 'dashed' },
        itemStyle: { color: theme.quiet },
        data: frontier.map(({ x, accuracy }) => [x, accuracy * 100]),
      },
      ...placed.flatMap((point) => spreadBar(theme, point)),
      ...variants.map((variant) => {
        const own = placed.filter(({ network }) => network.row.variant === variant);
        const { color, symbol } = seriesStyle(own[0]?.network.style ?? 0);
        return {
          type: 'scatter',
          name: texts.nameOf(variant),
          symbol,
          itemStyle: { color },
          label: {
            // Those of several runs lie too close together for names.
            show: variant === 'base' && own.length === 1,
            position: 'top',
            color: theme.quiet,
            formatter: texts.nameOf(variant),
          },
          data: own.map((point) => ({
            value: [point.x, point.accuracy * 100],
            symbolSize: point.network.key === texts.selected ? 19 : 13,
            itemStyle: {
              opacity: point.frontier || variant === 'base' || point.network.key === texts.selected ? 1 : 0.45,
              ...(point.network.key === texts.selected ? { borderColor: theme.ink, borderWidth: 2.5 } : {}),
            },
            tooltip: { formatter: () => texts.describe(point) },
          })),
        };
      }),
    ],
  };
}

interface PlacedPoint extends TradeoffPoint {
  /** Where it is drawn. */
  readonly x: number;
}

/** Points of one cost stand next to each other, around it: the networks of one pruning are all of one size. */
function placePoints(points: readonly TradeoffPoint[]): PlacedPoint[] {
  const step = Math.max(...points.map(({ cost }) => (Number.isFinite(cost) ? cost : 0))) * SIDESTEP;
  return points.map((point) => {
    const alike = points.filter(({ cost }) => cost === point.cost);
    return { ...point, x: point.cost + (alike.indexOf(point) - (alike.length - 1) / 2) * step };
  });
}

/** One standard deviation up and down; nothing of one seed. */
function spreadBar(theme: ChartTheme, { network, x, accuracy }: PlacedPoint): object[] {
  const deviation = network.row.accuracyDeviation;
  if (deviation === null || !Number.isFinite(x)) return [];
  return [
    {
      type: 'line',
      silent: true,
      symbol: 'rect',
      symbolSize: [10, 1.5],
      itemStyle: { color: theme.quiet },
      lineStyle: { color: theme.quiet, width: 1.5 },
      data: [
        [x, (accuracy - deviation) * 100],
        [x, (accuracy + deviation) * 100],
      ],
    },
  ];
}
