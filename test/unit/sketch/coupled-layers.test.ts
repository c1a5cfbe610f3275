import { describe, expect, it, onTestFinished } from 'vitest';
import { createMatrixProducts } from '../../../src-main/backend/onnxruntime/matrix-products.ts';
import { float, int, ints } from '../../../src-main/graph/attribute.ts';
import { createGraphBuilder, type GraphBuilder } from '../../../src-main/graph/builder.ts';
import { floatWeight, withWeights, type Graph } from '../../../src-main/graph/graph.ts';
import { floatTensor } from '../../../src-main/graph/tensor.ts';
import { surveyGroups } from '../../../src-main/pruning/coupled-groups.ts';
import { filtersFirst } from '../../../src-main/pruning/filters-first.ts';
import { keptInputs } from '../../../src-main/pruning/kept-entries.ts';
import { planPruning } from '../../../src-main/pruning/plan.ts';
import { removeChannels, selectAlong } from '../../../src-main/pruning/surgery.ts';
import {
  compensateNetwork,
  type CompensatedNetwork,
  type WeightCompensation,
} from '../../../src-main/sketch/compensate-network.ts';
import type { PruneRecipe, SketchRecipe } from '../../../src-shared/recipe.ts';
import type { PlannedLayer } from '../../../src-shared/result.ts';
import { createRandom } from '../../../src-shared/random.ts';
import { duplicateChannels } from '../../duplicated-channels.ts';
import { PLAIN_PRUNING } from '../../plain-pruning.ts';
import { buildResidualNetwork, withScales } from '../../residual-network.ts';
import { addConvolution, largestDifference, randomTensor, runOnRandomImages } from '../../small-network.ts';
import { askNumpy, numpyMissing } from './numpy.ts';

const SKETCH: SketchRecipe = {
  method: 'sketch',
  alpha: 0.9,
  solver: 'svd',
  align: 'none',
  scale: 'none',
  carry: false,
};
/** At a threshold of 0.5 the stem keeps 3 of 6 channels, the first block 4, the second 5; inside the blocks half of them. */
const residual = withScales(buildResidualNetwork({ channels: 6, kernel: 3 }), {
  stem: [0.9, 0.8, 0.1, 0.7, 0.2, 0.1],
  outer1: [0.3, 0.7, 0.9, 0.8, 0.6, 0.1],
  outer2: [0.1, 0.7, 0.6, 0.6, 0.8, 0.9],
  inner1: [0.9, 0.8, 0.7, 0.1, 0.1, 0.1],
  inner2: [0.1, 0.1, 0.1, 0.7, 0.8, 0.9],
});
const COUPLED = ['stem', 'outer1', 'outer2'];

interface Outcome extends CompensatedNetwork {
  readonly original: Graph;
  readonly pruned: Graph;
  readonly plan: readonly PlannedLayer[];
}

async function compensate(
  original: Graph,
  plan: readonly PlannedLayer[],
  recipe: WeightCompensation,
): Promise<Outcome> {
  const { groups } = surveyGroups(original);
  const pruned = removeChannels(original, groups, plan);
  const products = await createMatrixProducts();
  onTestFinished(() => products.release());
  const made = await compensateNetwork({ original, pruned, groups, plan }, recipe, products, () => undefined);
  return { original, pruned, plan, ...made };
}

function planResidual(shortcut: PruneRecipe['shortcut']): PlannedLayer[] {
  const recipe = { ...PLAIN_PRUNING, criterion: 'bn-scale', scope: 'global', ratio: 12 / 30, shortcut } as const;
  return planPruning(residual, recipe, 1);
}

/** A layer's original filters over the inputs it has left, one a row. */
function leftFilters({ original, plan }: Outcome, layer: string): number[][] {
  const weight = floatWeight(original, `${layer}.weight`);
  const inputs = keptInputs(original, surveyGroups(original).groups, plan).get(layer);
  return toRows(inputs === undefined ? weight : selectAlong(weight, 1, inputs));
}

function toRows({ shape: [rows = 1], data }: { shape: readonly number[]; data: Float32Array }): number[][] {
  const length = data.length / rows;
  return Array.from({ length: rows }, (_, row) => Array.from(data.subarray(row * length, (row + 1) * length)));
}

describe('a shortcut resolved by sketches', () => {
  it('sketches the layers that kept more than the narrowest, whatever alpha, each from its own filters', async () => {
    const outcome = await compensate(residual, planResidual('sketch'), SKETCH);
    expect(
      outcome.certificates.map(({ layer, originalFilters, keptFilters }) => [layer, originalFilters, keptFilters]),
    ).toEqual([
      ['outer1', 6, 3],
      ['outer2', 6, 3],
    ]);
    for (const { relativeError, optimumError } of outcome.certificates) {
      expect(relativeError).toBeCloseTo(optimumError, 6);
    }
    expect(outcome.network.weights.get('stem.weight')).toBe(outcome.pruned.weights.get('stem.weight'));
    const outputs = await runOnRandomImages(outcome.network);
    expect(outputs.every(Number.isFinite)).toBe(true);
  });

  it.skipIf(numpyMissing)(
    'shared: one mixing matrix, the leading eigenvectors of the sum of the Gram matrices, times each layer’s filters',
    async () => {
      // Would catch a sketch of one member alone, or weights that belong to another member.
      const outcome = await compensate(residual, planResidual('shared-sketch'), SKETCH);
      expect(outcome.certificates.map(({ layer }) => layer)).toEqual(['stem']);
      const mixing = outcome.mixings.get('stem');
      for (const layer of COUPLED) expect(outcome.mixings.get(layer)).toBe(mixing);
      const given = COUPLED.map((layer) => leftFilters(outcome, layer));
      const made = COUPLED.map((layer) => toRows(floatWeight(outcome.network, `${layer}.weight`)).flat());
      const code = `
A = [np.array(one) for one in given["given"]]
values, vectors = np.linalg.eigh(sum(one @ one.T for one in A))
R = vectors[:, ::-1][:, :3].T
M = np.array(given["mixing"]).reshape(3, 6)
signs = np.sign((M * R).sum(axis=1))
answer = [np.abs(M * signs[:, None] - R).max(), *[np.abs(M @ one - np.array(made).reshape(3, -1)).max() for one, made in zip(A, given["made"])]]
`;
      const errors = askNumpy(code, { given, made, mixing: Array.from(mixing?.data ?? []) });
      expect(errors).toHaveLength(4);
      expect(Math.max(...errors)).toBeLessThan(1e-5);
      const lengths = given.map(([filter = []]) => filter.length);
      expect(outcome.certificates[0]).toMatchObject({
        originalFilters: 6,
        keptFilters: 3,
        filterLength: lengths.reduce((sum, length) => sum + length, 0),
      });
    },
  );

  it('aligned, mixes nothing where the removed filters are zero: catches rows in another order than the kept channels', async () => {
    const keep = [1, 4, 5];
    const plan = COUPLED.map((layer): PlannedLayer => ({ layer, originalChannels: 6, keep, sketched: 'shared' }));
    const zeroed = withWeights(
      residual,
      COUPLED.map((layer) => {
        const { shape, data } = floatWeight(residual, `${layer}.weight`);
        const length = data.length / 6;
        const kept = data.map((value, index) => (keep.includes(Math.floor(index / length)) ? value : 0));
        return [`${layer}.weight`, floatTensor(shape, kept)] as const;
      }),
    );
    const { network, pruned } = await compensate(zeroed, plan, { ...SKETCH, align: 'procrustes' });
    for (const layer of COUPLED) {
      const [made, kept] = [network, pruned].map((graph) => floatWeight(graph, `${layer}.weight`).data);
      expect(largestDifference(made ?? [], kept ?? [])).toBeLessThan(1e-4);
    }
  });

  it('is not carried on, and says so; nor is anything merged where channels are coupled', async () => {
    const carried = await compensate(residual, planResidual('shared-sketch'), { ...SKETCH, carry: true });
    expect(carried.notes).toEqual([
      'sketches are not carried into the layers behind where channels are coupled with other layers\': "stem"',
    ]);
    const merged = await compensate(residual, planResidual('first'), { method: 'merge' });
    expect(merged.notes).toEqual([
      'what removed channels did is not merged where channels are coupled with other layers\': "stem", "outer1", "outer2"',
    ]);
  });
});

describe('merging', () => {
  it('loses nothing where a layer that a Concat joins with others repeats its channels', async () => {
    // Would catch a carry into the columns of a neighbour, or neighbours that are cut twice.
    const random = createRandom(3, 'joined');
    const builder = createGraphBuilder('joined');
    const images = builder.input('images', 'float32', ['N', 3, 4, 4]);
    const layer = { inputs: 3, kernel: 3, batchNorm: true, activation: 'Relu', value: images } as const;
    const parts = ['left', 'middle', 'right'].map((name, index) =>
      addConvolution(builder, random, { ...layer, name, channels: 4 + 2 * index }),
    );
    const joined = builder.add('Concat', parts, { attributes: { axis: int(1) } });
    addHead(builder, joined, 18);
    const { network: original, plan } = duplicateChannels(builder.build(), 'middle');
    const planned = [{ layer: 'right', originalChannels: 8, keep: [0, 1, 2, 3, 4, 5, 6, 7] }, ...plan];
    const { network, pruned } = await compensate(original, planned, { method: 'merge' });
    const wanted = await runOnRandomImages(original);
    expect(largestDifference(await runOnRandomImages(pruned), wanted)).toBeGreaterThan(0.1);
    expect(largestDifference(await runOnRandomImages(network), wanted)).toBeLessThan(1e-3);
  });

  it('is left out in front of a depthwise convolution, with a note', async () => {
    const random = createRandom(4, 'depthwise');
    const builder = createGraphBuilder('depthwise');
    const images = builder.input('images', 'float32', ['N', 3, 4, 4]);
    const layer = { inputs: 3, channels: 6, kernel: 3, batchNorm: true, activation: 'Relu' } as const;
    const first = addConvolution(builder, random, { ...layer, name: 'first', value: images });
    const weight = builder.weight('each.weight', randomTensor(random, [6, 1, 3, 3]));
    addHead(
      builder,
      builder.add('Conv', [first, weight], { name: 'each', attributes: { group: int(6), pads: ints([1, 1, 1, 1]) } }),
      6,
    );
    const plan = [{ layer: 'first', originalChannels: 6, keep: [0, 2, 3] }];
    const { network, pruned, notes } = await compensate(builder.build(), plan, { method: 'merge' });
    expect([...network.weights]).toEqual([...pruned.weights]);
    expect(notes).toEqual([
      'what removed channels did is not merged where the layer behind treats channels one by one: "first"',
    ]);
  });
});

describe('a transposed convolution', () => {
  it('is sketched by its filters, which lie on axis 1: catches a sketch of its inputs', async () => {
    const random = createRandom(5, 'transposed');
    const builder = createGraphBuilder('transposed');
    const images = builder.input('images', 'float32', ['N', 3, 4, 4]);
    const layer = { inputs: 3, channels: 6, kernel: 1, batchNorm: true, activation: 'Relu', value: images } as const;
    const first = addConvolution(builder, random, { ...layer, name: 'first' });
    const weight = builder.weight('up.weight', randomTensor(random, [6, 8, 2, 2]));
    const up = builder.add('ConvTranspose', [first, weight], {
      name: 'up',
      attributes: { kernel_shape: ints([2, 2]), strides: ints([2, 2]) },
    });
    const pooled = builder.add('MaxPool', [builder.add('LeakyRelu', [up], { attributes: { alpha: float(0.1) } })], {
      attributes: { kernel_shape: ints([2, 2]), strides: ints([2, 2]) },
    });
    addHead(builder, pooled, 8);
    const plan = [
      { layer: 'first', originalChannels: 6, keep: [0, 2, 3, 5] },
      { layer: 'up', originalChannels: 8, keep: [1, 2, 7] },
    ];
    const outcome = await compensate(builder.build(), plan, { ...SKETCH, alpha: 0.5, align: 'procrustes' });
    expect(outcome.certificates).toMatchObject([
      { layer: 'up', originalFilters: 8, keptFilters: 3, filterLength: 4 * 4 },
    ]);
    const made = filtersFirst(floatWeight(outcome.network, 'up.weight'), 1);
    const mixing = outcome.mixings.get('up')?.data ?? new Float64Array();
    const filters = toRows(filtersFirst(selectAlong(floatWeight(outcome.original, 'up.weight'), 0, [0, 2, 3, 5]), 1));
    const mixed = [0, 1, 2].flatMap((row) =>
      Array.from({ length: 16 }, (_, entry) =>
        filters.reduce((sum, filter, index) => sum + (mixing[row * 8 + index] ?? NaN) * (filter[entry] ?? NaN), 0),
      ),
    );
    expect(largestDifference(made.data, mixed)).toBeLessThan(1e-5);
    expect((await runOnRandomImages(outcome.network)).every(Number.isFinite)).toBe(true);
  });
});

/** Flatten and a linear layer to three logits, behind a value of 4×4. */
function addHead(builder: GraphBuilder, value: string, channels: number): void {
  const random = createRandom(9, 'head');
  const flat = builder.add('Flatten', [value], { attributes: { axis: int(1) } });
  const weight = builder.weight('linear.weight', randomTensor(random, [3, channels * 16]));
  builder.add('Gemm', [flat, weight], { name: 'linear', output: 'logits', attributes: { transB: int(1) } });
  builder.output('logits', 'float32', ['N', 3]);
}
