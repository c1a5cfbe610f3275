import { describe, expect, it, onTestFinished } from 'vitest';
import { createMatrixProducts } from '../../../src-main/backend/onnxruntime/matrix-products.ts';
import { floatWeight, type Graph } from '../../../src-main/graph/graph.ts';
import { planPruning } from '../../../src-main/pruning/plan.ts';
import { surveyGroups } from '../../../src-main/pruning/coupled-groups.ts';
import { removeChannels } from '../../../src-main/pruning/surgery.ts';
import { compensateNetwork } from '../../../src-main/sketch/compensate-network.ts';
import type { SketchRecipe } from '../../../src-shared/recipe.ts';
import type { Certificate, PlannedLayer } from '../../../src-shared/result.ts';
import { PLAIN_PRUNING } from '../../plain-pruning.ts';
import { buildSmallNetwork, runOnRandomImages } from '../../small-network.ts';

const layer = { kernel: 3, batchNorm: true, activation: 'Relu', pool: 'none' } as const;
const original = buildSmallNetwork({
  layers: [8, 10, 12].map((channels) => ({ ...layer, channels })),
  side: 4,
  classes: 3,
  transposed: true,
  seed: 6,
});
const { groups } = surveyGroups(original);
const recipe: SketchRecipe = {
  method: 'sketch',
  alpha: 0.2,
  solver: 'frequent-directions',
  align: 'procrustes',
  scale: 'none',
  carry: false,
};

interface Compensated {
  readonly pruned: Graph;
  readonly plan: readonly PlannedLayer[];
  readonly network: Graph;
  readonly certificates: readonly Certificate[];
  readonly reported: readonly Certificate[];
}

/** Prunes conv1 by 0.5, conv2 by 0.2, conv3 by 0.5, and compensates. */
async function compensate(changes: Partial<SketchRecipe>): Promise<Compensated> {
  const plan = planPruning(original, { ...PLAIN_PRUNING, layers: { conv1: 0.5, conv2: 0.2, conv3: 0.5 } }, 1);
  const pruned = removeChannels(original, groups, plan);
  const products = await createMatrixProducts();
  onTestFinished(() => products.release());
  const reported: Certificate[] = [];
  const result = await compensateNetwork(
    { original, pruned, groups, plan },
    { ...recipe, ...changes },
    products,
    (one) => reported.push(one),
  );
  return { pruned, plan, reported, ...result };
}

function changedWeights({ pruned, network }: Compensated): string[] {
  return [...pruned.weights].filter(([name, tensor]) => network.weights.get(name) !== tensor).map(([name]) => name);
}

describe('compensateNetwork', () => {
  it('replaces the filters of layers pruned by more than alpha, and nothing else', async () => {
    const compensated = await compensate({});
    expect(changedWeights(compensated)).toEqual(['conv1.weight', 'conv3.weight']);
    expect(compensated.certificates.map((certificate) => certificate.layer)).toEqual(['conv1', 'conv3']);
    expect(compensated.reported).toEqual(compensated.certificates);
    expect((await compensate({ alpha: 0.5 })).certificates).toEqual([]);
    expect((await compensate({ alpha: 0.1 })).certificates).toHaveLength(3);
  });

  it('sketches the original filters over the input channels that the layer before keeps', async () => {
    const { certificates, plan, network, pruned } = await compensate({});
    const keptBefore = plan[1]?.keep.length ?? NaN;
    expect(
      certificates.map(({ originalFilters, keptFilters, filterLength }) => [
        originalFilters,
        keptFilters,
        filterLength,
      ]),
    ).toEqual([
      [8, 4, 3 * 9],
      [12, 6, keptBefore * 9],
    ]);
    for (const name of ['conv1.weight', 'conv3.weight']) {
      expect(floatWeight(network, name).shape).toEqual(floatWeight(pruned, name).shape);
    }
    const outputs = await runOnRandomImages(network);
    expect(outputs.every(Number.isFinite)).toBe(true);
  });

  it('stays within its bound, and with the exact solver loses the least that can be lost', async () => {
    for (const { relativeError, optimumError, bound } of (await compensate({})).certificates) {
      expect(relativeError).toBeLessThanOrEqual(bound);
      expect(relativeError).toBeGreaterThanOrEqual(optimumError * (1 - 1e-6));
    }
    for (const { relativeError, optimumError, keptError } of (await compensate({ solver: 'svd' })).certificates) {
      expect(relativeError).toBeCloseTo(optimumError, 6);
      expect(relativeError).toBeLessThan(keptError);
    }
  });

  it('resets the batch normalisation of an unaligned sketch, whose rows correspond to no kept channel', async () => {
    const compensated = await compensate({ align: 'none' });
    const statistics = ['scale', 'bias', 'mean', 'variance'].map((part) => `conv1.bn.${part}`);
    expect(changedWeights(compensated)).toEqual(expect.arrayContaining(['conv1.weight', ...statistics]));
    expect(changedWeights(compensated).filter((name) => name.startsWith('conv2'))).toEqual([]);
    const values = statistics.map((name) => new Set(floatWeight(compensated.network, name).data));
    expect(values).toEqual([new Set([1]), new Set([0]), new Set([0]), new Set([1])]);
  });
});
