import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../../src-shared/recipe.ts';
import { learningRateAt } from '../../../src-main/training/schedule.ts';

/** At a step of a hundred, from 0.1. */
function rateAt(schedule: Schedule, step: number, warmupSteps?: number): number {
  return learningRateAt({ schedule, learningRate: 0.1, warmupSteps }, step, 100);
}

describe('learningRateAt', () => {
  it('constant stays', () => expect(rateAt('constant', 99)).toBe(0.1));

  it('cosine falls from the base through its half towards zero: catches a restart or a wrong period', () => {
    expect(rateAt('cosine', 0)).toBe(0.1);
    expect(rateAt('cosine', 25)).toBeCloseTo(0.05 * (1 + Math.SQRT1_2), 12);
    expect(rateAt('cosine', 50)).toBeCloseTo(0.05, 12);
    expect(rateAt('cosine', 99)).toBeGreaterThan(0);
    const rates = Array.from({ length: 100 }, (_, step) => rateAt('cosine', step));
    expect(rates.every((rate, step) => step === 0 || rate < (rates[step - 1] ?? 0))).toBe(true);
  });

  it('step drops by the factor at each share, from that step on', () => {
    const schedule = { kind: 'step', at: [0.5, 0.75], factor: 0.1 } as const;
    const rate = (step: number): number => rateAt({ ...schedule, at: [...schedule.at] }, step) * 10;
    expect([0, 49, 50, 74, 75, 99].map((step) => Number(rate(step).toPrecision(6)))).toEqual([
      1, 1, 0.1, 0.1, 0.01, 0.01,
    ]);
  });

  it('rises evenly over the warm-up and then follows the schedule: catches a first step at the full rate', () => {
    const rates = [0, 1, 2, 3, 4].map((step) => Number(rateAt('constant', step, 3).toPrecision(6)));
    expect(rates).toEqual([0.025, 0.05, 0.075, 0.1, 0.1]);
    expect(rateAt('cosine', 50, 3)).toBe(rateAt('cosine', 50));
  });
});
