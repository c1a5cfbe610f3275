import type { PlannedLayer, RunResult } from '../../src-shared/result.ts';
import { seriesStyle } from '../../src-shared/series-style.ts';
import { AXIS_STYLE, LEGEND_STYLE, renderChart, type ChartOption } from './chart.ts';
import type { Figure } from './document.ts';
import { formatShare } from '../../src-shared/format-number.ts';

/** Channels kept and removed of every prunable layer, in the network's order; of several seeds, the first one's. */
export function channelsFigure({ plan, recipe }: RunResult): Figure {
  const kept = plan.reduce((sum, { keep }) => sum + keep.length, 0);
  const all = plan.reduce((sum, { originalChannels }) => sum + originalChannels, 0);
  const description = `Bar chart of the channels kept and removed in each layer (${plan.length}): ${kept} of ${all} kept.`;
  return {
    title: `Channels kept and removed${recipe.seeds === 1 ? '' : `, seed ${recipe.seed}`}`,
    description,
    svg: renderChart(channelsChart(plan), 90 + 22 * plan.length, description),
    table: {
      head: ['layer', 'note', 'channels', 'kept', 'removed', 'pruning ratio'],
      rows: plan.map(({ layer, originalChannels, keep, note = '' }) => [
        layer,
        note,
        String(originalChannels),
        String(keep.length),
        String(originalChannels - keep.length),
        formatShare(1 - keep.length / originalChannels),
      ]),
      leftColumns: 2,
    },
  };
}

function channelsChart(plan: readonly PlannedLayer[]): ChartOption {
  return {
    legend: LEGEND_STYLE,
    grid: { left: 110, right: 24, top: 40, bottom: 44 },
    xAxis: { type: 'value', name: 'channels', nameLocation: 'middle', nameGap: 28, ...AXIS_STYLE },
    yAxis: { type: 'category', inverse: true, data: plan.map(({ layer }) => layer), ...AXIS_STYLE },
    series: [
      {
        type: 'bar',
        name: 'kept',
        stack: 'channels',
        itemStyle: { color: seriesStyle(0).color },
        data: plan.map(({ keep }) => keep.length),
      },
      {
        type: 'bar',
        name: 'removed',
        stack: 'channels',
        itemStyle: { color: seriesStyle(1).color, opacity: 0.45 },
        data: plan.map(({ originalChannels, keep }) => originalChannels - keep.length),
      },
    ],
  };
}
