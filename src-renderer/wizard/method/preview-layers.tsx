import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { PlanPreview } from '../../../src-shared/plan-preview.ts';
import { seriesStyle } from '../../../src-shared/series-style.ts';
import { axisStyle, tooltipStyle, type ChartTheme } from '../../chart/chart-theme.ts';
import { Chart } from '../../chart/chart.tsx';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { SelectField } from '../parts/select-field.tsx';
import { measureLayer, MEASURES, type Measure } from './layer-measure.ts';
import { methodMessages } from './method-messages.ts';

const ROW_PIXELS = 24;
/** Of networks of many layers, as detectors are. */
const DENSE_ROW_PIXELS = 14;
const MANY_LAYERS = 32;
const FRAME_PIXELS = 70;

/** Kept and removed of each layer, as bars of one length for the whole layer. */
export function PreviewLayers({ preview }: { readonly preview: PlanPreview }): ReactNode {
  const say = useMessages(methodMessages);
  const format = useFormat();
  const [measure, setMeasure] = useState<Measure>('channels');
  const { layers } = preview;
  const measured = useMemo(() => layers.map((layer) => measureLayer(layer, measure)), [layers, measure]);
  const option = useCallback(
    (theme: ChartTheme) => ({
      grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, textStyle: { color: theme.ink } },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        valueFormatter: (value: number) => format.integer(value),
        ...tooltipStyle(theme),
      },
      xAxis: {
        type: 'value',
        ...axisStyle(theme),
        axisLabel: { color: theme.quiet, hideOverlap: true, formatter: (value: number) => format.count(value) },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: layers.map(({ layer }) => layer),
        ...axisStyle(theme),
        axisLabel: {
          color: theme.quiet,
          interval: 0,
          width: 120,
          overflow: 'truncate',
          ...(layers.length > MANY_LAYERS ? { fontSize: 11 } : {}),
        },
      },
      series: [
        {
          name: say.kept,
          type: 'bar',
          stack: 'layer',
          itemStyle: { color: seriesStyle(0).color },
          data: measured.map(({ after }) => after),
        },
        {
          name: say.removed,
          type: 'bar',
          stack: 'layer',
          itemStyle: {
            color: theme.surface,
            borderColor: theme.quiet,
            decal: {
              symbol: 'rect',
              rotation: Math.PI / 4,
              dashArrayX: [1, 0],
              dashArrayY: [2, 4],
              color: theme.quiet,
            },
          },
          data: measured.map(({ before, after }) => before - after),
        },
      ],
    }),
    [layers, measured, say, format],
  );
  const noted = layers.filter(({ note }) => note !== null);
  const count = measure === 'channels' ? format.integer : format.count;
  const sum = (key: 'before' | 'after'): number => measured.reduce((total, one) => total + one[key], 0);
  return (
    <>
      <SelectField
        label={say.show}
        value={measure}
        options={MEASURES.map((one) => [one, say.measures[one]] as const)}
        onChange={setMeasure}
      />
      <Chart
        title={say.layersChart[measure]}
        summary={say.layersSummary(
          count(sum('after')),
          `${count(sum('before'))} ${say.measures[measure].toLowerCase()}`,
          format.integer(layers.length),
        )}
        height={layers.length * (layers.length > MANY_LAYERS ? DENSE_ROW_PIXELS : ROW_PIXELS) + FRAME_PIXELS}
        option={option}
        data={() => ({
          head: [say.layer, say.before, say.kept, say.removed, say.keptShare],
          rows: layers.map(({ layer }, index) => {
            const { before, after } = measured[index] ?? { before: 0, after: 0 };
            return [
              layer,
              format.integer(before),
              format.integer(after),
              format.integer(before - after),
              format.share(after / before),
            ];
          }),
        })}
      />
      {noted.length > 0 && (
        <details className="wizard-more">
          <summary>{say.notes(format.integer(noted.length))}</summary>
          <ul className="quiet">
            {noted.map(({ layer, note }) => (
              <li key={layer}>
                {layer}: {note}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
