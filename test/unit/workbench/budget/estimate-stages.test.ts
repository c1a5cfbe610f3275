import { expect, it } from 'vitest';
import { estimateStages, type RecipeTiming } from '../../../../src-main/workbench/budget/estimate-stages.ts';
import type { NetworkTiming } from '../../../../src-main/workbench/budget/probe-network.ts';
import { parseRecipe, type Recipe } from '../../../../src-shared/recipe.ts';

const pass = { image: 0.001, fastest: 0.001, slowest: 0.001, fixed: 0, peakBytes: 0 };
const network: NetworkTiming = {
  parameters: 1000,
  macs: 0,
  training: { ...pass, image: 0.01 },
  evaluation: pass,
  recalibration: pass,
  checkpoint: 0,
};
const timing: RecipeTiming = {
  base: network,
  pruned: { ...network, training: { ...pass, image: 0.005 } },
  prune: 1,
  steps: 0,
  compensate: new Map([['sketch', 3]]),
  trainImages: 1000,
  testImages: 200,
  input: { height: 32, width: 32 },
  trained: 0,
};

function recipeOf(changes: object = {}): Recipe {
  return parseRecipe({
    name: 'estimate',
    dataset: { kind: 'generated', train: 1000, test: 200 },
    network: { kind: 'vgg16' },
    train: { epochs: 4, batchSize: 100 },
    prune: { criterion: 'l1', ratio: 0.5 },
    compensate: [{ method: 'sketch' }],
    finetune: { epochs: 2 },
    recalibrate: { images: 500 },
    ...changes,
  });
}

function secondsOf(recipe: Recipe, stage: string, given = timing): [times: number, seconds: number] {
  const found = estimateStages(recipe, given).find((one) => one.stage === stage);
  return [found?.times ?? 0, Number((found?.seconds ?? 0).toFixed(6))];
}

it('multiplies what an image takes by epochs, networks and evaluations', () => {
  const recipe = recipeOf();
  // 4 epochs of 1000 images, each with an evaluation of 200.
  expect(secondsOf(recipe, 'train')).toEqual([1, 4 * (10 + 0.2)]);
  // Two networks, 2 epochs each at half the price, and the evaluation behind.
  expect(secondsOf(recipe, 'finetune')).toEqual([2, 2 * (2 * (5 + 0.2) + 0.2)]);
  expect(secondsOf(recipe, 'recalibrate')).toEqual([2, 2 * 0.5]);
  expect(secondsOf(recipe, 'evaluate')).toEqual([3, 0.6]);
  expect(secondsOf(recipe, 'compensate')).toEqual([1, 3]);
});

it('counts seeds and controls (would catch an estimate of the first seed alone), exports once', () => {
  const recipe = recipeOf({ seeds: 3, controls: ['uncompensated', 'random', 'scratch'] });
  expect(secondsOf(recipe, 'train')[0]).toBe(3);
  expect(secondsOf(recipe, 'finetune')[0]).toBe(3 * 4);
  expect(secondsOf(recipe, 'prune')[0]).toBe(3 * 2);
  expect(secondsOf(recipe, 'export')[0]).toBe(5);
});

it('counts a length in steps as steps, not as epochs', () => {
  expect(secondsOf(recipeOf({ finetune: { steps: 3 } }), 'finetune')[1]).toBeCloseTo(2 * (3 * 100 * 0.005 + 0.4), 6);
});

it('counts the evaluations of a training as often as they are due, and after its last epoch', () => {
  const recipe = recipeOf({ train: { epochs: 5, batchSize: 100, evaluateEvery: 2 } });
  expect(secondsOf(recipe, 'train')).toEqual([1, 5 * 10 + 3 * 0.2]);
});

it('measures large images in batches that fit (would catch a detector’s estimate of which most is latency)', () => {
  const [, small] = secondsOf(recipeOf({ export: [] }), 'export');
  const [, large] = secondsOf(recipeOf({ export: [] }), 'export', { ...timing, input: { height: 608, width: 608 } });
  // Three networks, 35 passes of one image and of 64, or of the 5 that fit; the layers of two of them by themselves, 21 times.
  const layers = 0.5 + 21 * 3 * 0.002;
  expect(small).toBeCloseTo(3 * (0.2 + 35 * (3 + 64) * 0.001) + layers, 6);
  expect(large).toBeCloseTo(3 * (0.2 + 35 * (3 + 5) * 0.001) + layers, 6);
});

it('times the layers of a slow network for three rounds, and of one that is not pruned not at all', () => {
  const slow = { ...network, evaluation: { ...pass, image: 2 } };
  const exported = (pruned: NetworkTiming | null): number => {
    const recipe = recipeOf({ export: [], prune: undefined, compensate: [], finetune: undefined });
    return secondsOf(recipe, 'export', { ...timing, base: slow, pruned })[1];
  };
  expect(exported(slow) - exported(null)).toBeCloseTo(0.5 + 3 * 3 * 4, 6);
});

it('counts the measuring of the steps of latency once (would catch it for each seed and control)', () => {
  const recipe = recipeOf({ seeds: 3, controls: ['random'] });
  const [times, without] = secondsOf(recipe, 'prune');
  expect(secondsOf(recipe, 'prune', { ...timing, steps: 40 })).toEqual([times, without + 40]);
});

it('leaves out a training whose outcome is there already', () => {
  expect(secondsOf(recipeOf({ seeds: 2 }), 'train', { ...timing, trained: 1 })).toEqual([1, 4 * (10 + 0.2)]);
});
