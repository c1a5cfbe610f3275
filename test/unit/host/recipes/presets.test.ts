import { describe, expect, it } from 'vitest';
import { listPresets, presetFile } from '../../../../src-main/host/recipes/presets.ts';
import { readRecipe } from '../../../../src-main/host/recipes/read-recipe.ts';
import { measureCost } from '../../../../src-main/evaluation/cost.ts';
import type { Graph } from '../../../../src-main/graph/graph.ts';
import { floatTensor } from '../../../../src-main/graph/tensor.ts';
import { buildVgg16 } from '../../../../src-main/network/vgg16.ts';
import { planPruning } from '../../../../src-main/pruning/plan.ts';
import { surveyGroups } from '../../../../src-main/pruning/coupled-groups.ts';
import { removeChannels } from '../../../../src-main/pruning/surgery.ts';
import { createRandom } from '../../../../src-shared/random.ts';
import type { Recipe } from '../../../../src-shared/recipe.ts';
import { expectError } from '../../../expect-error.ts';

/** Parameters in millions of every network in table 2 of Sun et al. 2021: the base's, then the pruned one's. */
const TABLE_2: Readonly<Record<string, readonly [base: number, pruned: number]>> = {
  'paper-cifar10-l1': [14.72, 2.82],
  'paper-cifar10-l1-sketched': [14.72, 1.7],
  'paper-cifar10-slimming': [14.72, 0.84],
  'paper-cifar10-slimming-sketched': [14.72, 0.76],
  'paper-cifar100-l1': [14.77, 7.7],
  'paper-cifar100-l1-sketched': [14.77, 4.9],
  'paper-cifar100-slimming': [14.77, 4.5],
  'paper-cifar100-slimming-sketched': [14.77, 2.53],
};

/** An untrained network of the recipe, its batch-normalisation scales spread as sparsity training spreads them. */
function networkOf({ name, dataset, network, seed }: Recipe): Graph {
  if (network.kind !== 'vgg16') throw new Error(`"${name}" is not about VGG16`);
  const classes = dataset.kind === 'cifar10' ? 10 : 100;
  const graph = buildVgg16({ classes, width: network.width, seed });
  const random = createRandom(1, 'scales');
  const weights = new Map(graph.weights);
  for (const [weight, { shape, data }] of graph.weights) {
    if (!weight.endsWith('.bn.scale')) continue;
    weights.set(
      weight,
      floatTensor(
        shape,
        Float32Array.from({ length: data.length }, () => random.uniform() ** 3),
      ),
    );
  }
  return { ...graph, weights };
}

function countParameters(recipe: Recipe): [base: number, pruned: number] {
  if (recipe.prune === undefined) throw new Error(`"${recipe.name}" prunes nothing`);
  const graph = networkOf(recipe);
  const plan = planPruning(graph, recipe.prune, recipe.seed);
  const pruned = removeChannels(graph, surveyGroups(graph).groups, plan);
  return [measureCost(graph).parameters, measureCost(pruned).parameters];
}

describe('presets', () => {
  it.each(listPresets())('%s is a valid recipe whose pruning can be planned', (name) => {
    const recipe = readRecipe(presetFile(name));
    const [base, pruned] = countParameters(recipe);
    expect(pruned).toBeLessThan(base);
    const expected = TABLE_2[name];
    if (expected === undefined) {
      expect(name).not.toMatch(/^paper-/);
      return;
    }
    // The sizes that the paper prints; a layer has whole channels, so the last half per cent is out of reach.
    expect((base / 1e6).toFixed(2)).toBe(expected[0].toFixed(2));
    expect(pruned / 1e6).toBeLessThan(expected[1] * 1.001);
    expect(pruned / 1e6).toBeGreaterThan(expected[1] * 0.99);
  });

  it('have a name each that says what they do (would catch a copy that was not renamed)', () => {
    const names = listPresets().map((name) => readRecipe(presetFile(name)).name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are found by name only (would catch a path that leads out of their folder)', () => {
    expectError(() => presetFile('../demo'), 'not-found', /espalier recipes/);
  });
});
