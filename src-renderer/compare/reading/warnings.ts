import type { Measure } from '../../../src-shared/result.ts';
import { isBase, measureKey, shareData, type ComparedNetwork } from '../compared-network.ts';

/** What a reader of a comparison must not overlook. */
export type Warning =
  /** Accuracies of these groups of runs can't be compared with each other. */
  | {
      readonly kind: 'different-data';
      readonly groups: readonly { readonly data: string; readonly runs: readonly number[] }[];
    }
  /** Nor can those of these, which measured other things or by other protocols. */
  | {
      readonly kind: 'different-measures';
      readonly groups: readonly { readonly measure: Measure; readonly runs: readonly number[] }[];
    }
  /** Networks with fewer multiply–accumulates that take no less time. */
  | { readonly kind: 'no-speed-up'; readonly networks: readonly SlowNetwork[] };

export interface SlowNetwork {
  readonly network: ComparedNetwork;
  /** The batch sizes at which it is not faster than its base, with the speed-up measured. */
  readonly batches: readonly { readonly batchSize: number; readonly speedup: number }[];
}

/** Less than this share of multiply–accumulates ought to be felt. */
const FEWER_MACS = 0.9;
/** Repeated measurements differ by as much. */
const NOTICEABLE_SPEED_UP = 1.05;

export function findWarnings(networks: readonly ComparedNetwork[]): Warning[] {
  const slow = networks.flatMap(findMissingSpeedup);
  return [
    ...findDifferentData(networks),
    ...findDifferentMeasures(networks),
    ...(slow.length > 0 ? [{ kind: 'no-speed-up' as const, networks: slow }] : []),
  ];
}

function findDifferentData(networks: readonly ComparedNetwork[]): Warning[] {
  if (shareData(networks)) return [];
  const runs = groupRuns(networks, ({ result: { dataset } }) => `${dataset.hash} ${dataset.test}`);
  return [{ kind: 'different-data', groups: runs.map(([first, own]) => ({ data: first.row.dataset, runs: own })) }];
}

function findDifferentMeasures(networks: readonly ComparedNetwork[]): Warning[] {
  const runs = groupRuns(networks, measureKey);
  if (runs.length < 2) return [];
  return [{ kind: 'different-measures', groups: runs.map(([{ row }, own]) => ({ measure: row.measure, runs: own })) }];
}

/** The numbers of the runs that have a key in common, with the first network of the first of them. */
function groupRuns(
  networks: readonly ComparedNetwork[],
  keyOf: (network: ComparedNetwork) => string,
): [first: ComparedNetwork, runs: readonly number[]][] {
  const groups = new Map<string, [ComparedNetwork, number[]]>();
  for (const network of networks.filter(isFirstOfRun)) {
    const known = groups.get(keyOf(network));
    if (known === undefined) groups.set(keyOf(network), [network, [network.run]]);
    else known[1].push(network.run);
  }
  return [...groups.values()];
}

function isFirstOfRun({ run }: ComparedNetwork, index: number, networks: readonly ComparedNetwork[]): boolean {
  return networks[index - 1]?.run !== run;
}

function findMissingSpeedup(network: ComparedNetwork): SlowNetwork[] {
  const { macsShare, latency } = network.row;
  if (isBase(network) || macsShare === null || macsShare > FEWER_MACS) return [];
  const batches = latency.flatMap(({ batchSize, speedup }) =>
    speedup === null || speedup >= NOTICEABLE_SPEED_UP ? [] : [{ batchSize, speedup }],
  );
  return batches.length === 0 ? [] : [{ network, batches }];
}
