import { describe, expect, it } from 'vitest';
import { describeMixture } from '../../../src-main/report/mixture-reading.ts';
import { describeSeeds } from '../../../src-main/report/seed-reading.ts';
import type { RunResult, SeedOutcome, VariantResult } from '../../../src-shared/result.ts';
import { sampleRecipe, sampleResult, sampleVariant } from '../../sample-result.ts';

function variant(name: string, seed: number, accuracy: number): VariantResult {
  const outcome: SeedOutcome = { seed, parameters: 1, macs: 1, accuracyBefore: accuracy, accuracy, loss: 1 };
  return sampleVariant(name, { accuracy, seeds: [outcome] });
}

function run(seed: number, pruned: number, sketch: number, changes: Partial<RunResult> = {}): RunResult {
  return sampleResult({
    runId: `run${seed}`,
    recipe: { ...sampleRecipe, seed },
    variants: [variant('base', seed, 0.9), variant('pruned', seed, pruned), variant('sketch', seed, sketch)],
    ...changes,
  });
}

describe('describeSeeds', () => {
  it('takes runs of one recipe with different seeds together', () => {
    // By hand: differences 2 and −1 points; deviation 2.12, margin 12.7062 · 2.12 / √2 = 19.06.
    expect(describeSeeds([run(1, 0.8, 0.82), run(2, 0.8, 0.79)])).toEqual([
      '“sketch” ended 0.5 ± 2.1 points above the plainly pruned network over 2 seeds (80.5 ± 2.1 % against 80.0 ± 0.0 %); ' +
        'that is within what seeds alone do (95 % interval −18.6 to +19.6 points).',
    ]);
  });

  it('says so where every seed agrees enough', () => {
    const runs = [run(1, 0.8, 0.77), run(2, 0.8, 0.775), run(3, 0.8, 0.772)];
    expect(describeSeeds(runs).join()).toMatch(
      /2\.8 ± 0\.3 points below .* over 3 seeds .*exceeds what seeds alone do/,
    );
  });

  it('does not count the same seed twice or mix recipes (would catch one run compared with itself)', () => {
    const other = sampleResult({ recipe: { ...sampleRecipe, seed: 2, export: ['onnx'] } });
    expect(describeSeeds([run(1, 0.8, 0.82), run(1, 0.8, 0.82), other])).toEqual([]);
  });
});

describe('describeMixture', () => {
  const first = run(1, 0.8, 0.82);

  it('has nothing to say of one run, or of one recipe over several seeds', () => {
    expect(describeMixture([first])).toEqual([]);
    expect(describeMixture([first, run(2, 0.8, 0.79)])).toEqual([]);
  });

  it('says that accuracies on different data are not comparable (would catch two data sets in one table without a word)', () => {
    const other = run(2, 0.8, 0.8, { dataset: { ...first.dataset, name: 'CIFAR-10', hash: '00'.repeat(32) } });
    expect(describeMixture([first, other])).toEqual([
      "These runs used different data (generated, 4,000 training and 2,000 test images: run1; CIFAR-10, 4,000 training and 2,000 test images: run2): their accuracies can't be compared with each other, only within a run.",
    ]);
    const fewerImages = run(2, 0.8, 0.8, { dataset: { ...first.dataset, test: 500 } });
    expect(describeMixture([first, fewerImages])).toHaveLength(1);
  });

  it('says that base networks differ, by how they were made or by what they do', () => {
    const otherTraining = run(2, 0.8, 0.8, { recipe: { ...sampleRecipe, train: undefined } });
    expect(describeMixture([first, otherTraining]).join()).toContain('different base networks (run1; run2)');
    // The same recipe, but the file behind an imported network has changed.
    const otherFile = { ...first, runId: 'later', variants: [variant('base', 1, 0.7), variant('pruned', 1, 0.6)] };
    expect(describeMixture([first, otherFile]).join()).toContain('different base networks (run1; later)');
  });

  it('says that seeds differ where recipes differ too', () => {
    const recipe = { ...sampleRecipe, seed: 2, compensate: [] };
    expect(describeMixture([first, run(2, 0.8, 0.8, { recipe })])).toEqual([
      expect.stringContaining('These runs have different seeds (1: run1; 2: run2)'),
    ]);
  });
});
