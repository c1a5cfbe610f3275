import type { EpochMetrics, SeedOutcome, VariantResult } from '../../src-shared/result.ts';
import { meanOf } from '../../src-shared/spread.ts';
import { measureCost } from '../evaluation/cost.ts';
import type { SeedRun } from './execute-seed.ts';
import type { MeasuredNetwork } from './measure-networks.ts';

/** What stays of a seed when its networks go. */
export interface SeedSummary {
  /** By the name of the network. */
  readonly outcomes: ReadonlyMap<string, SeedOutcome>;
  readonly epochs: readonly EpochMetrics[];
  readonly maskedDifference: number | null;
}

export function summariseSeed({ seed, variants, maskedDifference }: SeedRun): SeedSummary {
  const outcomes = variants.map(({ name, network, before, after }) => {
    const { parameters, macs } = measureCost(network);
    const { accuracy, loss } = after;
    return [name, { seed, parameters, macs, accuracyBefore: before.accuracy, accuracy, loss }] as const;
  });
  return { outcomes: new Map(outcomes), epochs: variants.flatMap(({ epochs }) => epochs), maskedDifference };
}

/** A network's means over all seeds beside what was measured of the first one's. */
export function joinSeeds(network: MeasuredNetwork, summaries: readonly SeedSummary[]): VariantResult {
  const seeds = summaries.flatMap(({ outcomes }) => outcomes.get(network.name) ?? []);
  return {
    ...network,
    accuracyBefore: meanOf(seeds.map(({ accuracyBefore }) => accuracyBefore)),
    accuracy: meanOf(seeds.map(({ accuracy }) => accuracy)),
    loss: meanOf(seeds.map(({ loss }) => loss)),
    seeds,
  };
}

export function largestMaskedDifference(summaries: readonly SeedSummary[]): number | null {
  const differences = summaries.flatMap(({ maskedDifference }) => maskedDifference ?? []);
  return differences.length === 0 ? null : Math.max(...differences);
}
