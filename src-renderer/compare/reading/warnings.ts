import { isBase, shareData, type ComparedNetwork } from '../compared-network.ts';

/** What a reader of a comparison must not overlook. */
export type Warning =
  /** Accuracies of these groups of runs can't be compared with each other. */
  | {
      readonly kind: 'different-data';
      readonly groups: readonly { readonly data: string; readonly runs: readonly number[] }[];
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
    ...(slow.length > 0 ? [{ kind: 'no-speed-up' as const, networks: slow }] : []),
  ];
}

function findDifferentData(networks: readonly ComparedNetwork[]): Warning[] {
  if (shareData(networks)) return [];
  const groups = new Map<string, { data: string; runs: number[] }>();
  for (const { run, result } of networks.filter(isFirstOfRun)) {
    const { name, hash, test } = result.dataset;
    const group = groups.get(`${hash} ${test}`) ?? { data: name, runs: [] };
    groups.set(`${hash} ${test}`, group);
    group.runs.push(run);
  }
  return [{ kind: 'different-data', groups: [...groups.values()] }];
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
