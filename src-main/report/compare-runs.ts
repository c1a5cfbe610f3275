import type { RunResult } from '../../src-shared/result.ts';
import type { RunComparison } from '../../src-shared/routes/run-routes.ts';
import { compareVariants } from './comparison.ts';
import { describeMixture } from './mixture-reading.ts';
import { describeOutcome } from './reading.ts';
import { describeSeeds } from './seed-reading.ts';

/** Finished runs side by side, and what their numbers say: of one run by itself, of several together. */
export function compareRuns(results: readonly RunResult[]): RunComparison {
  const [only, another] = results;
  const readings =
    only !== undefined && another === undefined
      ? describeOutcome(only)
      : [...describeMixture(results), ...describeSeeds(results)];
  return { results, rows: compareVariants(results), readings };
}
