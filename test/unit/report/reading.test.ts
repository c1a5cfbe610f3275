import { describe, expect, it } from 'vitest';
import { describeOutcome, resolvableDifference } from '../../../src-main/report/reading.ts';
import { describeSeeds } from '../../../src-main/report/seed-reading.ts';
import type { RunResult } from '../../../src-shared/result.ts';
import { sampleCertificate, sampleRecipe, sampleResult, sampleVariant } from '../../sample-result.ts';

const base = sampleVariant('base', { accuracy: 0.9, parameters: 800_000, macs: 32_000_000 });

function outcome(pruned: number, sketch: number, changes: Partial<RunResult> = {}): string {
  const variants = [
    base,
    sampleVariant('pruned', { accuracy: pruned }),
    sampleVariant('sketch', { accuracy: sketch, certificates: [sampleCertificate('conv1')] }),
  ];
  return describeOutcome(sampleResult({ variants, ...changes })).join('\n');
}

describe('describeOutcome', () => {
  it('says that a small loss may be noise (would catch a report that only ever praises the sketch)', () => {
    expect(outcome(0.854, 0.85)).toMatch(
      /0\.4 points below it \(85\.0 % against 85\.4 %\); one seed can't tell that from noise/,
    );
  });

  it('says that a small gain may be noise too', () => {
    expect(outcome(0.85, 0.854)).toMatch(/0\.4 points above it .*one seed can't tell that from noise/);
  });

  it('calls a large difference more than sampling error, yet one seed, in both directions', () => {
    expect(outcome(0.8, 0.86)).toMatch(/6\.0 points above it .*more than the 2\.4 points.*but it is one seed/);
    expect(outcome(0.86, 0.8)).toMatch(/6\.0 points below it .*more than the 2\.4 points.*but it is one seed/);
  });

  it('calls equal accuracies level (would catch "0.0 points below")', () => {
    expect(outcome(0.85, 0.85)).toContain('level with it');
  });

  it('says so when pruning brought no speed', () => {
    expect(outcome(0.85, 0.85)).toContain(
      'At batch 1 on cpu it is not noticeably faster than the base network (1.00×)',
    );
  });

  it('names the layers whose error is beyond the bound (would catch a blanket "within its bound")', () => {
    const broken = sampleVariant('sketch', {
      certificates: [sampleCertificate('conv9', { relativeError: 0.5, bound: 0.1 })],
    });
    const text = describeOutcome(sampleResult({ variants: [base, sampleVariant('pruned'), broken] })).join('\n');
    expect(text).toContain('in 0 of 1 compensated layers');
    expect(text).toContain('beyond its bound in conv9');
  });

  it('manages a base alone, a run without control, and one without base', () => {
    expect(describeOutcome(sampleResult({ variants: [base] }))).toEqual([
      expect.stringContaining('Nothing was pruned'),
    ]);
    const others = [sampleVariant('sketch', { accuracy: 0.8 }), sampleVariant('pruned', { accuracy: 0.8 })];
    for (const variants of [[base, ...others.slice(0, 1)], others]) {
      expect(describeOutcome(sampleResult({ variants, maskedDifference: null })).join()).not.toMatch(
        /NaN|undefined|null/,
      );
    }
  });
});

describe('resolvableDifference', () => {
  it('is twice the standard error of two proportions: 50 % of 10,000 images, twice, is 1.41 points', () => {
    expect(resolvableDifference(0.5, 0.5, 10_000)).toBeCloseTo(0.014142, 5);
  });
});

describe('describeSeeds', () => {
  const run = (seed: number, pruned: number, sketch: number): RunResult =>
    sampleResult({
      recipe: { ...sampleRecipe, seed },
      variants: [base, sampleVariant('pruned', { accuracy: pruned }), sampleVariant('sketch', { accuracy: sketch })],
    });

  it('shows no difference where the seeds disagree', () => {
    expect(describeSeeds([run(1, 0.8, 0.82), run(2, 0.8, 0.79)])).toEqual([
      "Over 2 seeds “sketch” was on average 0.5 points above the plainly pruned network (from −1.0 to +2.0): the seeds' spread includes zero, so no difference is shown.",
    ]);
  });

  it('says so where every seed agrees', () => {
    expect(describeSeeds([run(1, 0.8, 0.77), run(2, 0.8, 0.79), run(3, 0.8, 0.78)]).join()).toMatch(
      /2\.0 points below .*the same way with every seed/,
    );
  });

  it('does not count the same seed twice or mix recipes (would catch one run compared with itself)', () => {
    const other = sampleResult({ recipe: { ...sampleRecipe, seed: 2, export: ['onnx'] } });
    expect(describeSeeds([run(1, 0.8, 0.82), run(1, 0.8, 0.82), other])).toEqual([]);
  });
});
