import type { SeedOutcome } from '../../src-shared/result.ts';
import { deviationOf, meanOf } from '../../src-shared/spread.ts';
import { studentQuantile } from './student-quantile.ts';

export type Measure = 'accuracyBefore' | 'accuracy';

/** How one network differs from another over the seeds that both have. Shares of one, not points. */
export interface PairedDifference {
  readonly seeds: number;
  readonly mean: number;
  /** Sample standard deviation of the differences. */
  readonly deviation: number;
  /** Half the width of Student's 95 % interval of the mean. */
  readonly margin: number;
}

/** The differences first − second of each seed that both have a number for, taken together; undefined for fewer than two such seeds. */
export function pairBySeed(
  first: readonly SeedOutcome[],
  second: readonly SeedOutcome[],
  measure: Measure,
): PairedDifference | undefined {
  const differences = first
    .map((one) => one[measure] - (second.find(({ seed }) => seed === one.seed)?.[measure] ?? Number.NaN))
    .filter(Number.isFinite);
  const seeds = differences.length;
  if (seeds < 2) return undefined;
  const deviation = deviationOf(differences);
  return {
    seeds,
    mean: meanOf(differences),
    deviation,
    margin: (studentQuantile(seeds - 1) * deviation) / Math.sqrt(seeds),
  };
}

/**
 * What a difference says: `within` what seeds alone do, or `beyond` it, by the paired t-test at 5 %; `constant` where it is the same with
 * every seed, which leaves nothing to test.
 */
export function judgeDifference({ mean, deviation, margin }: PairedDifference): 'within' | 'beyond' | 'constant' {
  if (deviation < 1e-12) return 'constant';
  return Math.abs(mean) > margin ? 'beyond' : 'within';
}
