import { useCallback, useMemo, type ReactNode } from 'react';
import type { RunResult } from '../../../src-shared/result.ts';
import { seriesStyle } from '../../../src-shared/series-style.ts';
import { MISSING } from '../../../src-shared/format-number.ts';
import { Chart } from '../../chart/chart.tsx';
import type { TableData } from '../../widgets/data-table.tsx';
import { axisStyle, tooltipStyle, type ChartTheme } from '../../chart/chart-theme.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { compareMessages } from '../compare-messages.ts';
import { channelsByLayer } from './channels-by-layer.ts';

/** How many channels each layer had, and how many each run's plan keeps. */
export function LayersChart({ results }: { readonly results: readonly RunResult[] }): ReactNode {
  const say = useMessages(compareMessages);
  const format = useFormat();
  const layers = useMemo(() => channelsByLayer(results.map(({ plan }) => plan)), [results]);
  const names = useMemo(
    () => results.map((_, index) => (results.length > 1 ? `#${index + 1}` : say.kept)),
    [results, say],
  );

  const option = useCallback(
    (theme: ChartTheme) => ({
      legend: { type: 'scroll', top: 0, textStyle: { color: theme.ink } },
      grid: { left: 56, right: 16, top: 56, bottom: 84 },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, ...tooltipStyle(theme) },
      xAxis: {
        type: 'category',
        data: layers.map(({ layer }) => layer),
        ...axisStyle(theme),
        axisLabel: { color: theme.quiet, rotate: 40 },
      },
      yAxis: { type: 'value', name: say.channels, ...axisStyle(theme) },
      series: [
        {
          type: 'bar',
          name: say.original,
          itemStyle: { color: theme.line },
          data: layers.map(({ original }) => original),
        },
        ...names.map((name, run) => ({
          type: 'bar',
          name,
          itemStyle: { color: seriesStyle(run).color },
          data: layers.map(({ kept }) => kept[run] ?? '-'),
        })),
      ],
    }),
    [layers, names, say],
  );

  function data(): TableData {
    return {
      head: [say.layer, say.original, ...names],
      rows: layers.map(({ layer, original, kept }) => [
        layer,
        format.integer(original),
        ...kept.map((count) =>
          count === null ? MISSING : `${format.integer(count)} (${format.share(count / original, 0)})`,
        ),
      ]),
    };
  }

  const totals = names.map((name, run) => {
    const planned = layers.filter(({ kept }) => typeof kept[run] === 'number');
    const kept = planned.reduce((sum, layer) => sum + (layer.kept[run] ?? 0), 0);
    const original = planned.reduce((sum, layer) => sum + layer.original, 0);
    const share = format.share(kept / original);
    return results.length > 1 ? say.keptOf(name, share) : share;
  });
  return (
    <div className="compare-panel">
      <Chart
        title={say.layersTitle}
        summary={say.layersSummary(layers.length, totals.join(', '))}
        height={360}
        option={option}
        data={data}
      />
      <PlanNotes results={results} />
    </div>
  );
}

function PlanNotes({ results }: { readonly results: readonly RunResult[] }): ReactNode {
  const say = useMessages(compareMessages);
  const notes = results.flatMap(({ plan }, index) =>
    plan.flatMap(({ layer, note }) =>
      note === undefined ? [] : [results.length > 1 ? `#${index + 1} ${layer}: ${note}` : `${layer}: ${note}`],
    ),
  );
  if (notes.length === 0) return null;
  return (
    <details>
      <summary>
        {say.planNotes} ({notes.length})
      </summary>
      <ul lang="en">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </details>
  );
}
