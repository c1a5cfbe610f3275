import { useCallback, useState, type ReactNode } from 'react';
import { guaranteedError, isBeyondGuarantee, logarithmicPoint } from '../../../src-shared/guaranteed-error.ts';
import type { Certificate } from '../../../src-shared/result.ts';
import { seriesStyle } from '../../../src-shared/series-style.ts';
import { addSketchTimes, formatSketchTime } from '../../../src-shared/sketch-time.ts';
import { Chart } from '../../chart/chart.tsx';
import type { TableData } from '../../widgets/data-table.tsx';
import { axisStyle, tooltipStyle, type ChartTheme } from '../../chart/chart-theme.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { Field } from '../../widgets/field.tsx';
import { compareMessages } from '../compare-messages.ts';
import type { ComparisonPart } from '../comparison-part.ts';

/** How much information each compensated layer of a network kept, beside kept filters, the optimum and the bound. */
export function CertificatesPanel({ networks, labelOf, selected }: ComparisonPart): ReactNode {
  const say = useMessages(compareMessages);
  const certified = networks.filter(({ outcome }) => outcome.certificates.length > 0);
  const [chosen, setChosen] = useState<string>();
  const shown =
    certified.find(({ key }) => key === chosen) ?? certified.find(({ key }) => key === selected.key) ?? certified[0];
  if (shown === undefined) return null;
  const [seed] = shown.outcome.seeds;
  return (
    <div className="compare-panel">
      <p className="compare-prose">
        {say.certificatesHint} {shown.row.seeds > 1 && seed !== undefined && say.certificatesSeed(seed.seed)}
      </p>
      {certified.length > 1 && (
        <div className="compare-choice">
          <Field label={say.columnNetwork}>
            {(attributes) => (
              <select {...attributes} value={shown.key} onChange={({ target }) => setChosen(target.value)}>
                {certified.map((network) => (
                  <option key={network.key} value={network.key}>
                    {labelOf(network)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
      )}
      <SketchTime certificates={shown.outcome.certificates} />
      <CertificatesChart title={say.certificatesTitle(labelOf(shown))} certificates={shown.outcome.certificates} />
    </div>
  );
}

function SketchTime({ certificates }: Pick<CertificatesChartProps, 'certificates'>): ReactNode {
  const say = useMessages(compareMessages);
  const format = useFormat();
  const { milliseconds, productShare } = addSketchTimes(certificates);
  const time = formatSketchTime(milliseconds);
  return (
    <p>
      {Number.isFinite(productShare)
        ? say.sketchTimeInProducts(time, format.share(productShare, 0))
        : say.sketchTime(time)}
    </p>
  );
}

interface CertificatesChartProps {
  readonly title: string;
  readonly certificates: readonly Certificate[];
}

function CertificatesChart({ title, certificates }: CertificatesChartProps): ReactNode {
  const say = useMessages(compareMessages);
  const format = useFormat();

  const option = useCallback(
    (theme: ChartTheme) => ({
      legend: { top: 0, textStyle: { color: theme.ink } },
      grid: { left: 72, right: 24, top: 56, bottom: 84 },
      tooltip: { trigger: 'axis', valueFormatter: format.number, ...tooltipStyle(theme) },
      xAxis: {
        type: 'category',
        data: certificates.map(({ layer }) => layer),
        ...axisStyle(theme),
        axisLabel: { color: theme.quiet, rotate: 40, interval: 0 },
      },
      yAxis: {
        type: 'log',
        name: say.errorAxis,
        ...axisStyle(theme),
        axisLabel: { color: theme.quiet, formatter: (value: number) => value.toExponential(0) },
      },
      series: [
        [say.sketchError, ({ relativeError }: Certificate) => relativeError] as const,
        [say.keptError, ({ keptError }: Certificate) => keptError] as const,
        [say.optimumError, ({ optimumError }: Certificate) => optimumError] as const,
        [say.bound, guaranteedError] as const,
      ].map(([name, errorOf], index) => ({
        type: 'line',
        name,
        ...seriesStyle(index),
        symbolSize: 9,
        itemStyle: { color: seriesStyle(index).color },
        lineStyle: { color: seriesStyle(index).color, width: 1, opacity: 0.6 },
        data: certificates.map((certificate) => logarithmicPoint(errorOf(certificate))),
      })),
    }),
    [certificates, say, format],
  );

  function data(): TableData {
    return {
      head: [
        say.layer,
        say.filters,
        say.sketchError,
        say.keptError,
        say.optimumError,
        say.bound,
        say.time,
        say.inProducts,
      ],
      rows: certificates.map((certificate) => [
        certificate.layer,
        say.filtersOf(certificate.keptFilters, certificate.originalFilters),
        format.number(certificate.relativeError),
        format.number(certificate.keptError),
        format.number(certificate.optimumError),
        format.number(guaranteedError(certificate)),
        format.milliseconds(certificate.milliseconds),
        format.share(certificate.productShare ?? Number.NaN, 0),
      ]),
    };
  }

  const better = certificates.filter(({ relativeError, keptError }) => relativeError < keptError);
  const bounded = certificates.filter((certificate) => Number.isFinite(guaranteedError(certificate)));
  const within = bounded.filter((certificate) => !isBeyondGuarantee(certificate));
  return (
    <Chart
      title={title}
      summary={say.certificatesSummary(better.length, certificates.length, within.length, bounded.length)}
      height={380}
      option={option}
      data={data}
    />
  );
}
