import type { RunResult } from '../../src-shared/result.ts';
import type { ComparisonRow } from '../../src-shared/comparison.ts';
import { compareVariants, timedBatchSizes } from './comparison.ts';
import {
  formatBytes,
  formatCount,
  formatFactor,
  formatMilliseconds,
  formatShare,
  formatShareSpread,
  formatSigned,
  MISSING,
} from '../../src-shared/format-number.ts';
import { describeMixture } from './mixture-reading.ts';
import { describeMeasures, nameMeasures } from './name-measures.ts';
import { renderCsv, renderMarkdownTable, renderTextTable } from './text-table.ts';

export type TableFormat = 'table' | 'json' | 'csv' | 'md';

export interface ReadableTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How many of the first columns hold names rather than numbers. */
  readonly leftColumns: number;
}

/**
 * The networks of one or several runs side by side: for people as text or Markdown with units and ratios to the base network,
 * for programs as JSON or CSV with plain numbers (accuracies in [0, 1], bytes, milliseconds).
 */
export function comparisonTable(results: readonly RunResult[], format: TableFormat): string {
  switch (format) {
    case 'json':
      return JSON.stringify(compareVariants(results), null, 2);
    case 'csv':
      return comparisonCsv(compareVariants(results));
    case 'md': {
      const { head, rows, leftColumns } = readableComparison(results);
      return [renderMarkdownTable(head, rows, leftColumns), ...explainComparison(results)].join('\n\n');
    }
    case 'table': {
      const { head, rows, leftColumns } = readableComparison(results);
      const table = renderTextTable(
        head,
        rows.map((row) => row.map(firstLine)),
        leftColumns,
      );
      return [table, ...explainComparison(results)].join('\n');
    }
  }
}

/** The comparison with units (of a latency the median first and the 90th percentile on a second line), and with each number's ratio to the base network in brackets. */
export function readableComparison(results: readonly RunResult[]): ReadableTable {
  const rows = compareVariants(results);
  const batchSizes = timedBatchSizes(rows);
  const severalRuns = results.length > 1;
  return {
    head: [
      ...(severalRuns ? ['run'] : []),
      'network',
      'parameters',
      'MACs',
      'file',
      'before fine-tuning',
      nameMeasures(results),
      ...batchSizes.map((size) => `latency, batch ${size}`),
    ],
    rows: rows.map((row) => [
      ...(severalRuns ? [`${row.runId} ${row.run}`] : []),
      row.variant,
      withShare(formatCount(row.parameters), row, row.parametersShare),
      withShare(formatCount(row.macs), row, row.macsShare),
      withShare(formatBytes(row.fileBytes), row, row.fileShare),
      formatShareSpread(row.accuracyBefore, row.accuracyBeforeDeviation),
      withChange(row),
      ...batchSizes.map((size) => describeLatency(row, size)),
    ]),
    leftColumns: severalRuns ? 2 : 1,
  };
}

/** What has to be known to read the table. */
function explainComparison(results: readonly RunResult[]): string[] {
  const counts = [...new Set(compareVariants(results).map(({ seeds }) => seeds))].filter((seeds) => seeds > 1);
  const spread =
    counts.length === 0 ? [] : [`± is the sample standard deviation over the seeds (${counts.join(' or ')} of them).`];
  return [...describeMeasures(results), ...spread, ...describeMixture(results)];
}

function firstLine(cell: string): string {
  return cell.split('\n', 1).join('');
}

function withShare(text: string, row: ComparisonRow, share: number | null): string {
  return row.variant === 'base' || share === null ? text : `${text} (${formatShare(share)})`;
}

function withChange(row: ComparisonRow): string {
  const accuracy = formatShareSpread(row.accuracy, row.accuracyDeviation);
  if (row.variant === 'base' || row.accuracyChange === null) return accuracy;
  return `${accuracy} (${formatSigned(row.accuracyChange * 100, 1)})`;
}

function describeLatency(row: ComparisonRow, batchSize: number): string {
  const latency = row.latency.find((timed) => timed.batchSize === batchSize);
  if (latency === undefined) return MISSING;
  const median = formatMilliseconds(latency.medianMilliseconds);
  const speedup = row.variant === 'base' || latency.speedup === null ? '' : ` (${formatFactor(latency.speedup)})`;
  return `${median}${speedup}\np90 ${formatMilliseconds(latency.p90Milliseconds)}`;
}

function comparisonCsv(rows: readonly ComparisonRow[]): string {
  const batchSizes = timedBatchSizes(rows);
  const head = [
    'run_id',
    'run',
    'seed',
    'seeds',
    'dataset',
    'dataset_sha256',
    'measure',
    'network',
    'parameters',
    'parameters_share',
    'macs',
    'macs_share',
    'file_bytes',
    'file_share',
    'accuracy_before',
    'accuracy_before_deviation',
    'accuracy',
    'accuracy_deviation',
    'accuracy_change',
    'accuracy_change_deviation',
    ...batchSizes.flatMap((size) => [`latency_${size}_median_ms`, `latency_${size}_p90_ms`, `latency_${size}_speedup`]),
  ];
  const cells = rows.map((row) => [
    row.runId,
    row.run,
    plainNumber(row.seed),
    plainNumber(row.seeds),
    row.dataset,
    row.datasetHash,
    nameForPrograms(row),
    row.variant,
    ...[
      row.parameters,
      row.parametersShare,
      row.macs,
      row.macsShare,
      row.fileBytes,
      row.fileShare,
      row.accuracyBefore,
      row.accuracyBeforeDeviation,
      row.accuracy,
      row.accuracyDeviation,
      row.accuracyChange,
      row.accuracyChangeDeviation,
    ].map(plainNumber),
    ...batchSizes.flatMap((size) => {
      const latency = row.latency.find(({ batchSize }) => batchSize === size);
      return [latency?.medianMilliseconds, latency?.p90Milliseconds, latency?.speedup].map(plainNumber);
    }),
  ]);
  return renderCsv(head, cells);
}

/** What `accuracy` holds: "accuracy", or the protocol of a mean average precision such as "map-paper". */
function nameForPrograms({ measure }: ComparisonRow): string {
  return measure.kind === 'accuracy' ? 'accuracy' : `map-${measure.protocol.name}`;
}

/** A number as JSON writes it; nothing for one that is missing. */
function plainNumber(value: number | null | undefined): string {
  return value === null || value === undefined || !Number.isFinite(value) ? '' : String(value);
}
