import { isBase, shareData, type ComparedNetwork } from './compared-network.ts';

/** What a reader of a comparison must not overlook. */
export type Warning =
  /** Accuracies of these groups of runs can't be compared with each other. */
  | {
      readonly kind: 'different-data';
      readonly groups: readonly { readonly data: string; readonly runs: readonly number[] }[];
    }
  /** Fewer multiply–accumulates, but no less time. */
  | {
      readonly kind: 'no-speed-up';
      readonly network: ComparedNetwork;
      readonly batchSize: number;
      readonly speedup: number;
    };

/** Less than this share of multiply–accumulates ought to be felt. */
const FEWER_MACS = 0.9;
/** Repeated measurements differ by as much. */
const NOTICEABLE_SPEED_UP = 1.05;

export function findWarnings(networks: readonly ComparedNetwork[]): Warning[] {
  return [...findDifferentData(networks), ...networks.flatMap(findMissingSpeedup)];
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

function findMissingSpeedup(network: ComparedNetwork): Warning[] {
  const { macsShare, latency } = network.row;
  if (isBase(network) || macsShare === null || macsShare > FEWER_MACS) return [];
  return latency.flatMap(({ batchSize, speedup }) =>
    speedup === null || speedup >= NOTICEABLE_SPEED_UP
      ? []
      : [{ kind: 'no-speed-up' as const, network, batchSize, speedup }],
  );
}
