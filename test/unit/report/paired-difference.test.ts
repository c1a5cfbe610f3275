import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { judgeDifference, pairBySeed } from '../../../src-main/report/paired-difference.ts';
import { studentQuantile } from '../../../src-main/report/student-quantile.ts';
import type { SeedOutcome } from '../../../src-shared/result.ts';

function outcomes(accuracies: readonly number[], firstSeed = 1): SeedOutcome[] {
  return accuracies.map((accuracy, index) => {
    return { seed: firstSeed + index, parameters: 1, macs: 1, accuracyBefore: 0, accuracy, loss: 1 };
  });
}

/** What SciPy says of the same pairs: mean and deviation of the differences, the p value of the paired t-test, the interval of the mean. */
const SCIPY = `
import json, sys
import numpy, scipy.stats
answers = []
for first, second in json.load(sys.stdin):
    d = numpy.array(first) - numpy.array(second)
    low, high = scipy.stats.t.interval(0.95, len(d) - 1, loc=d.mean(), scale=scipy.stats.sem(d))
    answers.append([d.mean(), d.std(ddof=1), (high - low) / 2, scipy.stats.ttest_rel(first, second).pvalue])
print(json.dumps(answers))
`;

describe('pairBySeed', () => {
  it("gives SciPy's mean, deviation, 95 % interval and verdict (would catch n in place of n − 1, and a wrong quantile)", ({
    skip,
  }) => {
    const pairs = Array.from({ length: 29 }, (_, index) => {
      const first = Array.from({ length: index + 2 }, (_unused, seed) => 0.8 + Math.sin(seed * 7 + index) / 50);
      return [first, first.map((value, seed) => value - 0.004 + Math.cos(seed * 5 + index * 3) / 100)] as const;
    });
    const python = spawnSync('python3', ['-c', SCIPY], { input: JSON.stringify(pairs), encoding: 'utf8' });
    if (python.status !== 0) skip('SciPy for Python is not installed');
    const answers = z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])).parse(JSON.parse(python.stdout));
    const verdicts = new Set<string>();
    pairs.forEach(([first, second], index) => {
      const [mean = 0, deviation = 0, margin = 0, chance = 0] = answers[index] ?? [];
      const found = pairBySeed(outcomes(first), outcomes(second), 'accuracy');
      if (found === undefined) throw new Error('no difference was found');
      expect(found.seeds).toBe(index + 2);
      expect(found.mean).toBeCloseTo(mean, 12);
      expect(found.deviation).toBeCloseTo(deviation, 12);
      expect(found.margin / margin).toBeCloseTo(1, 5);
      expect(judgeDifference(found)).toBe(chance < 0.05 ? 'beyond' : 'within');
      verdicts.add(judgeDifference(found));
    });
    expect([...verdicts].sort()).toEqual(['beyond', 'within']);
  });

  it('pairs outcomes of the same seed, and leaves out seeds that only one has', () => {
    const found = pairBySeed(outcomes([0.5, 0.6, 0.7]), outcomes([0.1, 0.3, 0.9], 2), 'accuracy');
    // Seeds 2 and 3: 0.6 − 0.1 and 0.7 − 0.3.
    expect(found).toMatchObject({ seeds: 2 });
    expect(found?.mean).toBeCloseTo(0.45, 12);
    expect(found?.deviation).toBeCloseTo(Math.SQRT1_2 / 10, 12);
  });

  it('has nothing to say of one seed, or of a number that is missing', () => {
    expect(pairBySeed(outcomes([0.5]), outcomes([0.4]), 'accuracy')).toBeUndefined();
    expect(pairBySeed(outcomes([0.5, Number.NaN]), outcomes([0.4, 0.4]), 'accuracy')).toBeUndefined();
  });

  it('never makes an interval beyond the table narrower than it is', () => {
    expect(studentQuantile(500)).toBe(studentQuantile(30));
  });
});
