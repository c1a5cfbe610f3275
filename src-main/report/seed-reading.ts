import type { RunResult } from '../../src-shared/result.ts';
import { formatSigned } from './format.ts';
import { describeDifference } from './reading.ts';

/**
 * What runs of one recipe over several seeds say together: for every network but the pruned control, the mean and range of its
 * accuracy less the control's of the same seed. Empty where no recipe was run with two seeds.
 */
export function describeSeeds(results: readonly RunResult[]): string[] {
  return [...groupBySeeds(results).values()].filter((runs) => runs.length > 1).flatMap(describeGroup);
}

function groupBySeeds(results: readonly RunResult[]): Map<string, RunResult[]> {
  const groups = new Map<string, Map<number, RunResult>>();
  for (const result of results) {
    const key = JSON.stringify([{ ...result.recipe, seed: 0, name: '' }, result.environment.device]);
    const seeds = groups.get(key) ?? new Map<number, RunResult>();
    seeds.set(result.recipe.seed, result);
    groups.set(key, seeds);
  }
  return new Map([...groups].map(([key, seeds]) => [key, [...seeds.values()]]));
}

function describeGroup(runs: readonly RunResult[]): string[] {
  const names = new Set(runs.flatMap(({ variants }) => variants.map(({ name }) => name)));
  return [...names].flatMap((name) => {
    if (name === 'pruned' || name === 'base') return [];
    const differences = runs.map((run) => accuracyOf(run, name) - accuracyOf(run, 'pruned')).filter(Number.isFinite);
    if (differences.length < 2) return [];
    const mean = differences.reduce((sum, difference) => sum + difference, 0) / differences.length;
    const [lowest, highest] = [Math.min(...differences), Math.max(...differences)];
    const range = `from ${formatSigned(lowest * 100, 1)} to ${formatSigned(highest * 100, 1)}`;
    const verdict =
      lowest > 0 || highest < 0
        ? `the same way with every seed`
        : `the seeds' spread includes zero, so no difference is shown`;
    return [
      `Over ${differences.length} seeds “${name}” was on average ${describeDifference(mean)} the plainly pruned network (${range}): ${verdict}.`,
    ];
  });
}

function accuracyOf(run: RunResult, name: string): number {
  return run.variants.find((variant) => variant.name === name)?.accuracy ?? Number.NaN;
}
