import { describe, expect, it } from 'vitest';
import { learningRateAt } from '../../../src-main/training/schedule.ts';

describe('learningRateAt', () => {
  it('constant stays', () => expect(learningRateAt('constant', 0.1, 99, 100)).toBe(0.1));

  it('cosine falls from the base through its half towards zero: catches a restart or a wrong period', () => {
    expect(learningRateAt('cosine', 0.1, 0, 100)).toBe(0.1);
    expect(learningRateAt('cosine', 0.1, 25, 100)).toBeCloseTo(0.05 * (1 + Math.SQRT1_2), 12);
    expect(learningRateAt('cosine', 0.1, 50, 100)).toBeCloseTo(0.05, 12);
    expect(learningRateAt('cosine', 0.1, 99, 100)).toBeGreaterThan(0);
    const rates = Array.from({ length: 100 }, (_, step) => learningRateAt('cosine', 0.1, step, 100));
    expect(rates.every((rate, step) => step === 0 || rate < (rates[step - 1] ?? 0))).toBe(true);
  });

  it('step drops by the factor at each share, from that step on', () => {
    const schedule = { kind: 'step', at: [0.5, 0.75], factor: 0.1 } as const;
    const rate = (step: number): number => learningRateAt({ ...schedule, at: [...schedule.at] }, 1, step, 100);
    expect([0, 49, 50, 74, 75, 99].map((step) => Number(rate(step).toPrecision(6)))).toEqual([
      1, 1, 0.1, 0.1, 0.01, 0.01,
    ]);
  });
});
