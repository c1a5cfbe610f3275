import { useCallback, useMemo, type ReactNode } from 'react';
import { seriesStyle } from '../../../src-shared/series-style.ts';
import { Chart } from '../../chart/chart.tsx';
import type { TableData } from '../../widgets/data-table.tsx';
import { axisStyle, tooltipStyle, type ChartTheme } from '../../chart/chart-theme.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { compareMessages } from '../compare-messages.ts';
import { isBase } from '../compared-network.ts';
import type { ComparisonPart } from '../comparison-part.ts';

const ROW_HEIGHT = 46;

/** Each smaller network's measure before and after fine-tuning, a pair of bars. */
export function FinetuningChart({ networks, labelOf, measure }: ComparisonPart): ReactNode {
  const say = useMessages(compareMessages);
  const format = useFormat();
  const smaller = useMemo(() => networks.filter((network) => !isBase(network)), [networks]);

  const option = useCallback(
    (theme: ChartTheme) => ({
      legend: { top: 0, textStyle: { color: theme.ink } },
      grid: { left: 8, right: 56, top: 40, bottom: 40, containLabel: true },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        valueFormatter: (value: number | string) => showPercent({ value }),
        ...tooltipStyle(theme),
      },
      xAxis: {
        type: 'value',
        name: say.percentAxis(measure.title),
        nameLocation: 'middle',
        nameGap: 28,
        min: 0,
        ...axisStyle(theme),
      },
      yAxis: { type: 'category', inverse: true, data: smaller.map(labelOf), ...axisStyle(theme) },
      series: [
        {
          type: 'bar',
          name: say.before,
          itemStyle: { color: theme.surface, borderColor: seriesStyle(0).color, borderWidth: 1.5 },
          label: { show: true, position: 'right', color: theme.quiet, formatter: showPercent },
          data: smaller.map(({ row }) => percent(row.accuracyBefore)),
        },
        {
          type: 'bar',
          name: say.after,
          itemStyle: { color: seriesStyle(0).color },
          label: { show: true, position: 'right', color: theme.ink, formatter: showPercent },
          data: smaller.map(({ row }) => percent(row.accuracy)),
        },
      ],
    }),
    [smaller, labelOf, measure, say],
  );

  function data(): TableData {
    return {
      head: [say.columnNetwork, say.before, say.after, say.difference],
      rows: smaller.map((network) => {
        const { accuracyBefore, accuracyBeforeDeviation, accuracy, accuracyDeviation } = network.row;
        return [
          labelOf(network),
          format.shareSpread(accuracyBefore, accuracyBeforeDeviation),
          format.shareSpread(accuracy, accuracyDeviation),
          format.points(accuracy - accuracyBefore),
        ];
      }),
    };
  }

  const [most] = [...smaller].sort((one, other) => gainOf(other) - gainOf(one));
  if (most === undefined) return null;
  return (
    <Chart
      title={say.finetuningTitle(measure.title)}
      summary={say.finetuningSummary(labelOf(most), format.points(gainOf(most)))}
      height={90 + smaller.length * ROW_HEIGHT}
      option={option}
      data={data}
    />
  );
}

function gainOf({ row }: ComparisonPart['selected']): number {
  return row.accuracy - row.accuracyBefore;
}

function percent(accuracy: number): number | string {
  return Number.isFinite(accuracy) ? accuracy * 100 : '-';
}

function showPercent({ value }: { readonly value: number | string }): string {
  return typeof value === 'number' ? `${value.toFixed(1)} %` : '';
}
