import { describe, expect, it } from 'vitest';
import { channelsFigure } from '../../../src-main/report/channels-figure.ts';
import { curvesFigures } from '../../../src-main/report/curves-figure.ts';
import { epochTable } from '../../../src-main/report/epoch-table.ts';
import { tradeoffFigures } from '../../../src-main/report/tradeoff-figure.ts';
import type { RunResult, SeedOutcome, VariantResult } from '../../../src-shared/result.ts';
import { sampleEpoch, sampleRecipe, sampleResult, sampleVariant } from '../../sample-result.ts';

function variantOf(name: string, parameters: number, accuracies: readonly number[]): VariantResult {
  const seeds = accuracies.map((accuracy, index): SeedOutcome => ({
    seed: index + 1,
    parameters: parameters + index * 10,
    macs: 1000,
    accuracyBefore: accuracy - 0.25,
    accuracy,
    loss: 1,
  }));
  return sampleVariant(name, { parameters, macs: 1000, seeds });
}

/** A run of two seeds: two networks of one size, the second one's training of seed 2 a stub. */
const twoSeeds: RunResult = sampleResult({
  recipe: { ...sampleRecipe, seeds: 2 },
  variants: [
    variantOf('base', 200, [0.75, 0.5]),
    variantOf('pruned', 100, [0.5, 0.25]),
    variantOf('sketch', 100, [0.5, 0.25]),
  ],
  epochs: [
    ...[1, 2].map((seed) => sampleEpoch({ seed, epoch: 1, epochs: 1, testAccuracy: seed / 4, trainLoss: seed })),
    sampleEpoch({ seed: 1, stage: 'finetune', variant: 'pruned', testAccuracy: 0.5 }),
    sampleEpoch({ seed: 2, stage: 'finetune', variant: 'pruned', testAccuracy: 0.25 }),
    sampleEpoch({ seed: 1, stage: 'finetune', variant: 'sketch', testAccuracy: 0.5, epoch: 1 }),
  ],
});

/** How many lines of a colour a chart draws, of any width. */
function countLines(svg: string, color: string): number {
  return [...svg.matchAll(/<path [^>]*fill="none"[^>]*>/g)].filter(([path]) => path.includes(`stroke="${color}"`))
    .length;
}

describe('figures of several seeds', () => {
  it('draw the mean and each seed, and give both as numbers (would catch the seeds drawn as one line after another)', () => {
    const [accuracy, loss] = curvesFigures(twoSeeds);
    expect(accuracy?.title).toContain('mean and each of 2 seeds');
    expect(accuracy?.table.head).toEqual(['network', 'stage', 'epoch', 'mean test accuracy', 'seed 1', 'seed 2']);
    expect(accuracy?.table.rows).toEqual([
      ['base', 'train', '1', '37.5 %', '25.0 %', '50.0 %'],
      ['pruned', 'before', '1', '12.5 %', '25.0 %', '0.0 %'],
      ['pruned', 'finetune', '2', '37.5 %', '50.0 %', '25.0 %'],
      ['sketch', 'before', '1', '12.5 %', '25.0 %', '0.0 %'],
      ['sketch', 'finetune', '2', '–', '50.0 %', '–'],
    ]);
    expect(loss?.table.rows[0]).toEqual(['base', 'train', '1', '1.50', '1.00', '2.00']);
    // The second network's colour: its mean, and one line a seed.
    expect(countLines(accuracy?.svg ?? '', '#d55e00')).toBe(3);
  });

  it('of one seed draw one line a network and say nothing of seeds', () => {
    const [accuracy] = curvesFigures(sampleResult());
    expect(accuracy?.title).toBe('Test accuracy over the epochs');
    expect(accuracy?.table.head).toEqual(['network', 'stage', 'epoch', 'test accuracy']);
    expect(countLines(accuracy?.svg ?? '', '#d55e00')).toBe(1);
    expect(epochTable(sampleResult()).head).not.toContain('seed');
  });

  it('show the range of the seeds beside the mean, and networks of one size side by side (would catch hidden markers)', () => {
    const [parameters, macs] = tradeoffFigures([twoSeeds]);
    expect(parameters?.table.rows).toEqual([
      ['a1b2c3d4', 'base', '205', '62.5 %', '50.0 %', '75.0 %', '2'],
      ['a1b2c3d4', 'pruned', '105', '37.5 %', '25.0 %', '50.0 %', '2'],
      ['a1b2c3d4', 'sketch', '105', '37.5 %', '25.0 %', '50.0 %', '2'],
    ]);
    // All three have as many MACs: each range is a vertical line of its own.
    const bars = [...(macs?.svg ?? '').matchAll(/<path d="M([\d.]+) [\d.]+L\1 [\d.]+" fill="none"[^>]* stroke="#/g)];
    expect(new Set(bars.map(([, x]) => x)).size).toBe(3);
  });

  it('name the seed whose channels they show', () => {
    expect(channelsFigure(twoSeeds).title).toBe('Channels kept and removed, seed 1');
    expect(channelsFigure(sampleResult()).title).toBe('Channels kept and removed');
  });
});
