import { formatMilliseconds, formatNumber, formatShare } from '../../src-shared/format-number.ts';
import { guaranteedError, logarithmicPoint } from '../../src-shared/guaranteed-error.ts';
import type { Certificate, VariantResult } from '../../src-shared/result.ts';
import { seriesStyle } from '../../src-shared/series-style.ts';
import { addSketchTimes, formatSketchTime } from '../../src-shared/sketch-time.ts';
import { AXIS_STYLE, LEGEND_STYLE, renderChart, type ChartOption } from './chart.ts';
import type { Figure } from './document.ts';

const ERRORS: readonly { name: string; of: (certificate: Certificate) => number }[] = [
  { name: 'sketch', of: ({ relativeError }) => relativeError },
  { name: 'kept filters', of: ({ keptError }) => keptError },
  { name: 'optimum', of: ({ optimumError }) => optimumError },
  { name: 'bound', of: guaranteedError },
];

/** The information error of every compensated layer: the sketch's beside that of the kept filters, the optimum and the bound. Of several seeds, the first one's. */
export function certificatesFigure(variant: VariantResult): Figure {
  const { certificates, name, seeds } = variant;
  const ofSeed = seeds.length === 1 ? '' : `, seed ${seeds[0]?.seed ?? ''}`;
  const description =
    `Chart of the relative information error of every compensated layer of ${name} (${certificates.length}): ` +
    `the sketch, the plainly kept filters, the optimum and the bound, on a logarithmic axis.`;
  return {
    title: `Certificates of ${name}${ofSeed}`,
    description,
    svg: renderChart(certificatesChart(certificates), 340, description),
    table: {
      head: [
        'layer',
        'solver',
        'alignment',
        'filters',
        'kept',
        'length',
        ...ERRORS.map((error) => error.name),
        'zero rows',
        'shrinks',
        'time',
        'in products',
      ],
      rows: certificates.map((certificate) => [
        certificate.layer,
        certificate.solver,
        certificate.align,
        String(certificate.originalFilters),
        String(certificate.keptFilters),
        String(certificate.filterLength),
        ...ERRORS.map((error) => formatNumber(error.of(certificate))),
        String(certificate.zeroRows),
        String(certificate.shrinks),
        formatMilliseconds(certificate.milliseconds),
        formatShare(certificate.productShare ?? Number.NaN, 0),
      ]),
      leftColumns: 3,
    },
  };
}

/** What the sketches of a network took, in words. */
export function describeSketchTime({ name, certificates }: VariantResult): string {
  const { milliseconds, productShare } = addSketchTimes(certificates);
  const inProducts = Number.isFinite(productShare) ? `, ${formatShare(productShare, 0)} of it in matrix products` : '';
  const layers = certificates.length === 1 ? 'one layer' : `${certificates.length} layers`;
  return `Sketching ${layers} of “${name}” took ${formatSketchTime(milliseconds)}${inProducts}: each layer’s time, added up; large layers are sketched side by side.`;
}

function certificatesChart(certificates: readonly Certificate[]): ChartOption {
  return {
    legend: LEGEND_STYLE,
    grid: { left: 72, right: 24, top: 56, bottom: 72 },
    xAxis: {
      type: 'category',
      data: certificates.map(({ layer }) => layer),
      ...AXIS_STYLE,
      axisLabel: { color: 'currentColor', rotate: 40, interval: 0 },
    },
    yAxis: {
      type: 'log',
      name: 'relative error',
      ...AXIS_STYLE,
      axisLabel: { color: 'currentColor', formatter: (value: number) => value.toExponential(0) },
    },
    series: ERRORS.map((error, index) => ({
      type: 'line',
      name: error.name,
      symbol: seriesStyle(index).symbol,
      symbolSize: 9,
      color: seriesStyle(index).color,
      itemStyle: { color: seriesStyle(index).color },
      lineStyle: { width: 1, opacity: 0.5 },
      data: certificates.map((certificate) => logarithmicPoint(error.of(certificate))),
    })),
  };
}
