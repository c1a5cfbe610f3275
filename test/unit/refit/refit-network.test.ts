import { describe, expect, it, onTestFinished } from 'vitest';
import { createMatrixProducts } from '../../../src-main/backend/onnxruntime/matrix-products.ts';
import { compareOutputs } from '../../../src-main/evaluation/compare-outputs.ts';
import { int } from '../../../src-main/graph/attribute.ts';
import { createGraphBuilder } from '../../../src-main/graph/builder.ts';
import { floatWeight, type Graph } from '../../../src-main/graph/graph.ts';
import { planPruning } from '../../../src-main/pruning/plan.ts';
import { surveyGroups } from '../../../src-main/pruning/coupled-groups.ts';
import { removeChannels } from '../../../src-main/pruning/surgery.ts';
import { refitNetwork } from '../../../src-main/refit/refit-network.ts';
import { recalibrateBatchNorm } from '../../../src-main/training/recalibrate.ts';
import { createRandom } from '../../../src-shared/random.ts';
import type { PlannedLayer } from '../../../src-shared/result.ts';
import { duplicateChannels } from '../../duplicated-channels.ts';
import { PLAIN_PRUNING } from '../../plain-pruning.ts';
import { buildResidualNetwork } from '../../residual-network.ts';
import { addConvolution, buildSmallNetwork, randomTensor, type SmallLayer } from '../../small-network.ts';
import { openTinyDataset } from '../../tiny-dataset.ts';

const layer = { channels: 8, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'none' } as const;
const settings = { images: 64, seed: 1, ridge: 1e-6 };

function buildNetwork(transposed: boolean, batchNorm = true): Graph {
  const plain: SmallLayer = { ...layer, batchNorm };
  const layers = [plain, { ...plain, pool: 'MaxPool' as const }, plain];
  return buildSmallNetwork({ layers, side: 8, classes: 3, transposed, seed: 4 });
}

/** Refits what the plan leaves of a network whose running statistics are those of the images, as after training. */
async function refit(network: Graph, plan: readonly PlannedLayer[], ridge = settings.ridge) {
  const { loader, backend } = openTinyDataset();
  const original = await recalibrateBatchNorm(network, { ...settings, backend, loader });
  const products = await createMatrixProducts();
  onTestFinished(() => products.release());
  const { groups } = surveyGroups(original);
  const pruned = removeChannels(original, groups, plan);
  const compression = { original, compressed: pruned, groups, plan, mixings: new Map() };
  const { network: refitted, notes } = await refitNetwork(
    compression,
    { ...settings, ridge, backend, loader },
    products,
  );
  const errorOf = (graph: Graph): Promise<number> => compareOutputs(original, graph, backend, loader);
  return { pruned, refitted, notes, errorOf };
}

describe('refitNetwork', () => {
  it.each([
    ['conv1', true],
    ['conv2', true],
    ['conv3', true],
    ['conv3', false],
  ])('makes good the loss of repeated channels of %s (linear weight transposed: %s)', async (name, transposed) => {
    // Would catch inputs and targets that don't belong together: the wrong channels, patches in the wrong order, a wrong layer behind.
    const { network, plan } = duplicateChannels(buildNetwork(transposed), name);
    const { pruned, refitted, errorOf } = await refit(network, plan);
    const lost = await errorOf(pruned);
    expect(lost).toBeGreaterThan(1);
    expect(await errorOf(refitted)).toBeLessThan(0.01 * lost);
  });

  it('comes nearer to the original than the kept filters where channels differ, with biases or batch normalisation', async () => {
    for (const batchNorm of [true, false]) {
      const network = buildNetwork(true, batchNorm);
      const plan = planPruning(network, { ...PLAIN_PRUNING, ratio: 0.25 }, 1);
      const { pruned, refitted, errorOf } = await refit(network, plan, 0.01);
      expect(await errorOf(refitted)).toBeLessThan(0.7 * (await errorOf(pruned)));
    }
  });

  it('keeps the length of filters in front of a batch normalisation: catches a changed step size of fine-tuning', async () => {
    const { network, plan } = duplicateChannels(buildNetwork(true), 'conv1');
    const { pruned, refitted } = await refit(network, plan);
    const before = filterLengths(pruned, 'conv2.weight');
    filterLengths(refitted, 'conv2.weight').forEach((length, row) => {
      expect(length).toBeCloseTo(before[row] ?? NaN, 4);
    });
    expect(floatWeight(refitted, 'conv2.weight').data).not.toEqual(floatWeight(pruned, 'conv2.weight').data);
  });

  it('makes good the loss of channels that all layers of a shortcut repeat: catches inputs or targets of another member', async () => {
    let network = buildResidualNetwork({ channels: 8, kernel: 3, side: 8, seed: 2 });
    const plan: PlannedLayer[] = [];
    for (const name of ['stem', 'outer1', 'outer2']) {
      const repeated = duplicateChannels(network, name);
      network = repeated.network;
      plan.push(...repeated.plan);
    }
    const { pruned, refitted, notes, errorOf } = await refit(network, plan);
    const lost = await errorOf(pruned);
    expect(lost).toBeGreaterThan(1);
    expect(await errorOf(refitted)).toBeLessThan(0.01 * lost);
    expect(notes).toEqual([]);
  });

  it('leaves a depthwise convolution as it is, with a note', async () => {
    const random = createRandom(6, 'depthwise');
    const builder = createGraphBuilder('depthwise');
    const images = builder.input('images', 'float32', ['N', 3, 8, 8]);
    const first = addConvolution(builder, random, { ...layer, name: 'first', inputs: 3, value: images });
    const weight = builder.weight('each.weight', randomTensor(random, [8, 1, 1, 1]));
    const each = builder.add('Conv', [first, weight], { name: 'each', attributes: { group: int(8) } });
    const last = addConvolution(builder, random, { ...layer, name: 'last', inputs: 8, value: each });
    const flat = builder.add('Flatten', [last]);
    builder.add('Gemm', [flat, builder.weight('linear', randomTensor(random, [512, 2]))], { output: 'logits' });
    builder.output('logits', 'float32', ['N', 2]);
    const plan = [{ layer: 'first', originalChannels: 8, keep: [0, 1, 4, 5, 6, 7] }];
    const { pruned, refitted, notes } = await refit(builder.build(), plan);
    expect(notes).toEqual([
      'a refit leaves depthwise and transposed convolutions and bare matrix products as they are: "each"',
    ]);
    expect(refitted.weights.get('each.weight')).toBe(pruned.weights.get('each.weight'));
    expect(refitted.weights.get('last.weight')).not.toBe(pruned.weights.get('last.weight'));
  });

  it('leaves layers alone that lost neither filters nor inputs', async () => {
    const { network, plan } = duplicateChannels(buildNetwork(true), 'conv3');
    const { pruned, refitted } = await refit(network, plan);
    const changed = [...pruned.weights.keys()].filter(
      (name) => pruned.weights.get(name) !== refitted.weights.get(name),
    );
    expect(new Set(changed.map((name) => name.split('.')[0]))).toEqual(new Set(['conv3', 'linear']));
  });
});

function filterLengths(graph: Graph, name: string): number[] {
  const { shape, data } = floatWeight(graph, name);
  const filters = shape[0] ?? 1;
  const length = data.length / filters;
  return Array.from({ length: filters }, (_, row) => Math.hypot(...data.subarray(row * length, (row + 1) * length)));
}
