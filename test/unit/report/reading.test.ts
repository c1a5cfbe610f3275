import { describe, expect, it } from 'vitest';
import { describeOutcome, resolvableDifference } from '../../../src-main/report/reading.ts';
import type { RunResult } from '../../../src-shared/result.ts';
import { sampleCertificate, sampleResult, sampleVariant } from '../../sample-result.ts';

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
      /0\.4 points below the plainly pruned network \(85\.0 % against 85\.4 %\); one seed can't tell that from noise/,
    );
  });

  it('says that a small gain may be noise too', () => {
    expect(outcome(0.85, 0.854)).toMatch(
      /0\.4 points above the plainly pruned network .*one seed can't tell that from noise/,
    );
  });

  it('calls a large difference more than sampling error, yet one seed, in both directions', () => {
    expect(outcome(0.8, 0.86)).toMatch(
      /6\.0 points above the plainly pruned network .*more than the 2\.4 points.*but it is one seed/,
    );
    expect(outcome(0.86, 0.8)).toMatch(
      /6\.0 points below the plainly pruned network .*more than the 2\.4 points.*but it is one seed/,
    );
  });

  it('calls equal accuracies level (would catch "0.0 points below")', () => {
    expect(outcome(0.85, 0.85)).toContain('level with the plainly pruned network');
  });

  it('says so when pruning brought no speed', () => {
    expect(outcome(0.85, 0.85)).toContain(
      'At batch 1 on cpu the plainly pruned network is not noticeably faster than the base network (1.00×)',
    );
  });

  it('names the layers whose error is beyond the bound (would catch a blanket "within its bound")', () => {
    const broken = sampleVariant('sketch', {
      certificates: [sampleCertificate('conv9', { relativeError: 0.5, bound: 0.1, zeroRows: 0 })],
    });
    const text = describeOutcome(sampleResult({ variants: [base, sampleVariant('pruned'), broken] })).join('\n');
    expect(text).toContain('in 0 of 1 compensated layers');
    expect(text).toContain('beyond its bound in conv9');
  });

  it('holds no scaled sketch to a bound (would catch a failure that is none)', () => {
    const scaled = sampleVariant('sketch', {
      certificates: [sampleCertificate('conv9', { relativeError: 0.5, bound: 0.1, zeroRows: 0, scale: 'unit' })],
    });
    const text = describeOutcome(sampleResult({ variants: [base, sampleVariant('pruned'), scaled] })).join('\n');
    expect(text).toContain('no bound holds for a sketch that is scaled');
    expect(text).not.toContain('beyond');
  });

  it('holds no sketch with filled rows to a bound (would catch a promise that is broken)', () => {
    const filled = sampleVariant('sketch', {
      certificates: [sampleCertificate('conv9', { relativeError: 0.5, bound: 0, zeroRows: 3 })],
    });
    const text = describeOutcome(sampleResult({ variants: [base, sampleVariant('pruned'), filled] })).join('\n');
    expect(text).toContain('within its bound, where one holds (zero rows were filled in 1 of the layers)');
  });

  it('says nothing of a network before fine-tuning where there was none (would catch the same number told twice)', () => {
    const variants = [
      base,
      sampleVariant('pruned', { accuracy: 0.8, accuracyBefore: 0.8 }),
      sampleVariant('sketch', { accuracy: 0.81, accuracyBefore: 0.81 }),
    ];
    const text = describeOutcome(sampleResult({ variants })).join('\n');
    expect(text).toContain(
      '“sketch” ended 1.0 points above the plainly pruned network (81.0 % against 80.0 %); one seed',
    );
    expect(text).not.toContain('Before fine-tuning');
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

/** A run over four seeds whose networks ended with these accuracies; a hundredth of each before fine-tuning. */
function overSeeds(accuracies: Readonly<Record<string, readonly number[]>>): string[] {
  const variants = Object.entries(accuracies).map(([name, ended]) => {
    const seeds = ended.map((accuracy, index) => {
      return { seed: index + 1, parameters: 1, macs: 1, accuracyBefore: accuracy / 100, accuracy, loss: 1 };
    });
    return sampleVariant(name, { seeds, accuracy: ended.reduce((sum, value) => sum + value) / ended.length });
  });
  return describeOutcome(sampleResult({ variants, maskedDifference: null }));
}

describe('describeOutcome over several seeds', () => {
  const base = [0.9, 0.91, 0.9, 0.91];
  const pruned = [0.85, 0.86, 0.84, 0.86];

  it('calls a difference that seeds make by themselves chance (would catch a mean sold as a gain)', () => {
    const text = overSeeds({ base, pruned, sketch: [0.87, 0.85, 0.86, 0.85] }).join('\n');
    // By hand: differences +2, −1, +2, −1 points; deviation 1.732, margin 3.18245 · 1.732 / 2 = 2.76.
    expect(text).toContain(
      '“sketch” ended 0.5 ± 1.7 points above the plainly pruned network over 4 seeds (85.8 ± 1.0 % against 85.2 ± 1.0 %); ' +
        'that is within what seeds alone do (95 % interval −2.3 to +3.3 points).',
    );
    expect(text).not.toMatch(/one seed|NaN|undefined/);
  });

  it('calls one that is larger than that more than chance, in both directions', () => {
    // By hand: differences 2, 2, 3, 3 points; deviation 0.577, margin 0.92.
    const better = overSeeds({ base, pruned, sketch: [0.87, 0.88, 0.87, 0.89] }).join('\n');
    expect(better).toMatch(/“sketch” ended 2\.5 ± 0\.6 points above .*exceeds what seeds alone do .*\+1\.6 to \+3\.4/);
    const worse = overSeeds({ base, pruned, sketch: [0.83, 0.84, 0.81, 0.83] }).join('\n');
    expect(worse).toMatch(/“sketch” ended 2\.5 ± 0\.6 points below .*exceeds what seeds alone do .*−3\.4 to −1\.6/);
  });

  it('pairs by seed: catches spreads of two networks that move together taken for chance', () => {
    const text = overSeeds({ base, pruned: [0.6, 0.7, 0.8, 0.9], sketch: [0.61, 0.711, 0.81, 0.913] }).join('\n');
    expect(text).toMatch(/“sketch” ended 1\.1 ± 0\.1 points above .*exceeds/);
  });

  it('claims nothing of chance where every seed differs by the same (would catch an interval of no width)', () => {
    const text = overSeeds({ base, pruned, sketch: pruned.map((accuracy) => accuracy + 0.01) }).join('\n');
    expect(text).toMatch(/“sketch” ended 1\.0 ± 0\.0 points above .*; it is the same with every seed\./);
  });

  it('says how to read the numbers once, and sets every network beside the base and the plainly pruned one', () => {
    const sentences = overSeeds({ base, pruned, random: pruned, scratch: pruned, sketch: pruned });
    expect(sentences.filter((sentence) => sentence.includes('4 seeds (1, 2, 3, 4) ± the sample'))).toHaveLength(1);
    const beginnings = sentences.map((sentence) => sentence.split(/ [\d.]+ ± | level/)[0]);
    expect(beginnings.slice(3)).toEqual([
      expect.stringContaining('got no faster by itself: conv1_1'),
      expect.stringContaining('Accuracies and mAPs are means'),
      'The plainly pruned network ended',
      'The randomly pruned network ended',
      'The network trained from scratch ended',
      '“sketch” ended',
      'Before fine-tuning the randomly pruned network was',
      'The randomly pruned network ended',
      'The network trained from scratch ended',
      'Before fine-tuning “sketch” was',
      '“sketch” ended',
      expect.stringContaining('No layer of “sketch” was compensated'),
    ]);
  });
});
