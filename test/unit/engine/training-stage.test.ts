import { expect, it } from 'vitest';
import { trainingKey } from '../../../src-main/engine/training-stage.ts';
import { parseRecipe } from '../../../src-shared/recipe.ts';

it('gives trainings that differ in what they keep keys of their own: catches an outcome taken for another', () => {
  const keyOf = (extras: object): string => {
    const { train } = parseRecipe({
      name: 'small',
      dataset: { kind: 'generated' },
      network: { kind: 'vgg16' },
      train: { epochs: 1, ...extras },
    });
    if (train === undefined) throw new Error('the recipe has a training');
    return trainingKey('start', train, 1, { hash: 'data' }, { device: 'cpu', engine: 'engine' });
  };
  expect(keyOf({ recompute: true })).not.toBe(keyOf({}));
  expect(keyOf({})).toBe(keyOf({}));
});
