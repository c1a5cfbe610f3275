import {
  areComparable,
  isBase,
  measureKey,
  sharedMeasure,
  shareData,
  type ComparedNetwork,
} from '../compared-network.ts';
import type { Cell } from './table-sorting.ts';

/** What a column of the table of networks shows. */
export type ColumnKind =
  | {
      readonly of:
        | 'run'
        | 'network'
        | 'seeds'
        | 'data'
        | 'measure'
        | 'parameters'
        | 'macs'
        | 'file'
        | 'before'
        | 'accuracy'
        | 'change';
    }
  | { readonly of: 'latency'; readonly batchSize: number };

export interface NetworkColumn {
  readonly key: string;
  readonly kind: ColumnKind;
  readonly valueOf: (network: ComparedNetwork) => Cell;
  /** Which values are the better ones; null where none is. */
  readonly better: 'lower' | 'higher' | null;
  /** Whether it can be compared only where it was measured alike, on one data set. */
  readonly measured: boolean;
}

/** The columns that a table of these networks has. */
export function networkColumns(networks: readonly ComparedNetwork[]): NetworkColumn[] {
  const severalRuns = new Set(networks.map(({ run }) => run)).size > 1;
  return [
    ...(severalRuns ? [column('run', ({ run }) => run)] : []),
    column('network', ({ row }) => row.variant),
    ...(shareData(networks) ? [] : [column('data', ({ row }) => `${row.dataset} ${row.datasetHash}`)]),
    ...(sharedMeasure(networks) === undefined ? [column('measure', measureKey)] : []),
    column('seeds', ({ row }) => row.seeds),
    column('parameters', ({ row }) => row.parameters, 'lower'),
    column('macs', ({ row }) => row.macs, 'lower'),
    column('file', ({ row }) => row.fileBytes, 'lower'),
    { ...column('before', ({ row }) => row.accuracyBefore, 'higher'), measured: true },
    { ...column('accuracy', ({ row }) => row.accuracy, 'higher'), measured: true },
    { ...column('change', ({ row }) => row.accuracyChange, 'higher'), measured: true },
    ...timedBatchSizes(networks).map((batchSize) => latencyColumn(batchSize)),
  ];
}

/** Batch sizes that any of the networks was timed with, ascending. */
export function timedBatchSizes(networks: readonly ComparedNetwork[]): number[] {
  const sizes = networks.flatMap(({ row }) => row.latency.map(({ batchSize }) => batchSize));
  return [...new Set(sizes)].sort((one, other) => one - other);
}

/** Whether a column holds words rather than numbers. */
export function isText({ of }: ColumnKind): boolean {
  return of === 'run' || of === 'network' || of === 'data' || of === 'measure';
}

/** Whether the networks differ in it. */
export function columnDiffers({ valueOf }: NetworkColumn, networks: readonly ComparedNetwork[]): boolean {
  return new Set(networks.map(valueOf)).size > 1;
}

/** Keys of the smaller networks that are best in a column; none where there is nothing to choose between. */
export function bestIn(
  { better, measured: isMeasured, valueOf }: NetworkColumn,
  networks: readonly ComparedNetwork[],
): Set<string> {
  if (better === null || (isMeasured && !areComparable(networks))) return new Set();
  const measured = networks.flatMap((network) => {
    const value = isBase(network) ? null : valueOf(network);
    return typeof value === 'number' && Number.isFinite(value) ? [{ key: network.key, value }] : [];
  });
  const values = measured.map(({ value }) => value);
  const best = better === 'lower' ? Math.min(...values) : Math.max(...values);
  const chosen = measured.filter(({ value }) => value === best);
  return new Set(chosen.length === measured.length ? [] : chosen.map(({ key }) => key));
}

function column(
  of: Exclude<ColumnKind['of'], 'latency'>,
  valueOf: NetworkColumn['valueOf'],
  better: NetworkColumn['better'] = null,
): NetworkColumn {
  return { key: of, kind: { of }, valueOf, better, measured: false };
}

function latencyColumn(batchSize: number): NetworkColumn {
  return {
    key: `latency-${batchSize}`,
    kind: { of: 'latency', batchSize },
    valueOf: ({ row }) => row.latency.find((latency) => latency.batchSize === batchSize)?.medianMilliseconds ?? null,
    better: 'lower',
    measured: false,
  };
}
