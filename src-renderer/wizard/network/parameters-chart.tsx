import { useCallback, useMemo, type ReactNode } from 'react';
import type { InspectedLayer } from '../../../src-shared/network-inspection.ts';
import { seriesStyle } from '../../../src-shared/series-style.ts';
import { axisStyle, tooltipStyle, type ChartTheme } from '../../chart/chart-theme.ts';
import { Chart } from '../../chart/chart.tsx';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { hasFilters } from './filter-layers.ts';
import { networkMessages } from './network-messages.ts';

/** Where the parameters are: pruning pays where the bars are long. */
export function ParametersChart({ layers }: { readonly layers: readonly InspectedLayer[] }): ReactNode {
  const say = useMessages(networkMessages);
  const format = useFormat();
  const heavy = useMemo(() => layers.filter(hasFilters), [layers]);
  const option = useCallback(
    (theme: ChartTheme) => ({
      grid: { left: 8, right: 16, top: 12, bottom: 8, containLabel: true },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, ...tooltipStyle(theme) },
      xAxis: {
        type: 'category',
        data: heavy.map(({ name }) => name),
        ...axisStyle(theme),
        axisLabel: { color: theme.quiet, rotate: 45, hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        ...axisStyle(theme),
        axisLabel: { color: theme.quiet, formatter: (value: number) => format.count(value) },
      },
      series: [
        {
          name: say.layerParameters,
          type: 'bar',
          itemStyle: { color: seriesStyle(0).color },
          data: heavy.map(({ parameters }) => parameters),
        },
      ],
    }),
    [heavy, say, format],
  );
  const total = layers.reduce((sum, { parameters }) => sum + parameters, 0);
  const heaviest = heavy.reduce<InspectedLayer | undefined>(
    (most, layer) => (most === undefined || layer.parameters > most.parameters ? layer : most),
    undefined,
  );
  return (
    <Chart
      title={say.parametersChart}
      summary={
        heaviest === undefined ? '' : say.parametersSummary(heaviest.name, format.share(heaviest.parameters / total))
      }
      height={260}
      option={option}
      data={() => ({
        head: [say.name, say.layerParameters, say.layerMacs],
        rows: heavy.map(({ name, parameters, macs }) => [name, format.integer(parameters), format.integer(macs)]),
      })}
    />
  );
}
