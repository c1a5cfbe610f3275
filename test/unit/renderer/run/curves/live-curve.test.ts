import { describe, expect, it } from 'vitest';
import { addLosses, mergeCurves, type LiveCurve } from '../../../../../src-renderer/run/curves/live-curve.ts';
import type { LossCurve } from '../../../../../src-shared/loss-curve.ts';

const stage = { stage: 'train', variant: 'base', seed: 1 } as const;

function progress(done: number, losses: readonly number[]): Parameters<typeof addLosses>[1] {
  return { event: 'progress', ...stage, done, total: 100_000, losses };
}

function recorded(steps: readonly number[]): LossCurve {
  const losses = steps.map(() => 1);
  return {
    ...stage,
    recorded: steps.at(-1) ?? 0,
    total: 100_000,
    steps,
    mean: losses,
    lowest: losses,
    highest: losses,
  };
}

function stepsOf(curves: readonly { readonly points: readonly { readonly step: number }[] }[]): number[][] {
  return curves.map(({ points }) => points.map(({ step }) => step));
}

describe('losses that come while the page listens', () => {
  it('make one point an event, with its mean and its extremes', () => {
    const [curve] = addLosses([], progress(3, [3, 1, 2]));
    expect(curve).toEqual({
      ...stage,
      total: 100_000,
      from: 1,
      points: [{ step: 3, mean: 2, lowest: 1, highest: 3 }],
    });
  });

  it('keep at most 2,000 points of 100,000 steps, and lose neither the mean nor the extremes', () => {
    let curves: readonly LiveCurve[] = [];
    for (let step = 1; step <= 100_000; step++)
      curves = addLosses(curves, progress(step, [step === 41_234 ? 9 : step % 2]));
    const points = curves[0]?.points ?? [];
    expect(points.length).toBeLessThanOrEqual(2000);
    expect(points.at(-1)?.step).toBe(100_000);
    expect(Math.max(...points.map(({ highest }) => highest))).toBe(9);
    const sum = points.reduce(
      (total, { step, mean }, index) => total + mean * (step - (points[index - 1]?.step ?? 0)),
      0,
    );
    expect(sum).toBeCloseTo(50_000 + 9, 6);
  });

  it('go back where a stage goes on from a checkpoint', () => {
    const before = addLosses(addLosses(addLosses([], progress(10, [1])), progress(20, [1])), progress(30, [1]));
    expect(stepsOf(addLosses(before, progress(15, [2, 2])))).toEqual([[10, 15]]);
    expect(addLosses(before, progress(5, [2, 2]))[0]).toMatchObject({ from: 4, points: [{ step: 5 }] });
  });

  it('leave the curves as they are where a stage has no losses', () => {
    const curves = addLosses([], progress(3, [1]));
    expect(addLosses(curves, progress(4, []))).toBe(curves);
    expect(addLosses(curves, { ...progress(4, [1]), stage: 'recalibrate' })).toBe(curves);
  });
});

describe('recorded and live losses together', () => {
  it('have every step once, whichever came first', () => {
    const live = addLosses(addLosses([], progress(8, [5, 5])), progress(12, [5]));
    expect(stepsOf(mergeCurves([recorded([2, 4, 6, 8, 10])], live))).toEqual([[2, 4, 6, 8, 12]]);
  });

  it('show a stage that nothing was recorded of yet, and one that is over', () => {
    const live = addLosses([], { ...progress(2, [5]), stage: 'finetune', variant: 'sketch' });
    const curves = mergeCurves([recorded([2, 4])], live);
    expect(curves.map(({ variant }) => variant)).toEqual(['base', 'sketch']);
    expect(stepsOf(curves)).toEqual([[2, 4], [2]]);
  });
});
