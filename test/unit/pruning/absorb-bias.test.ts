import { describe, expect, it } from 'vitest';
import { int } from '../../../src-main/graph/attribute.ts';
import { createGraphBuilder } from '../../../src-main/graph/builder.ts';
import { floatWeight, withWeights, type Graph } from '../../../src-main/graph/graph.ts';
import { floatTensor } from '../../../src-main/graph/tensor.ts';
import { absorbBias } from '../../../src-main/pruning/absorb-bias.ts';
import { surveyGroups } from '../../../src-main/pruning/coupled-groups.ts';
import { removeChannels } from '../../../src-main/pruning/surgery.ts';
import { createRandom } from '../../../src-shared/random.ts';
import {
  addConvolution,
  buildSmallNetwork,
  largestDifference,
  randomTensor,
  runOnRandomImages,
  type SmallLayer,
} from '../../small-network.ts';

const PRUNED = [1, 3];
const plan = [{ layer: 'conv1', originalChannels: 5, keep: [0, 2, 4] }];

/** How far pruning conv1's channels 1 and 3, whose scales are zero, moves the outputs: with and without absorption. */
async function distances(graph: Graph): Promise<{ absorbed: number; plain: number }> {
  const scale = floatWeight(graph, 'conv1.bn.scale').data.map((value, channel) =>
    PRUNED.includes(channel) ? 0 : value,
  );
  const original = withWeights(graph, [['conv1.bn.scale', floatTensor([5], scale)]]);
  const { groups } = surveyGroups(original);
  const expected = await runOnRandomImages(original);
  const plain = await runOnRandomImages(removeChannels(original, groups, plan));
  const absorbed = await runOnRandomImages(removeChannels(absorbBias(original, groups, plan), groups, plan));
  return { absorbed: largestDifference(expected, absorbed), plain: largestDifference(expected, plain) };
}

function smallNetwork(first: Partial<SmallLayer>, second?: Partial<SmallLayer>, side = 4): Graph {
  const layer = { channels: 5, kernel: 1, batchNorm: true, activation: 'LeakyRelu', pool: 'none' } as const;
  const layers = [{ ...layer, ...first }, ...(second === undefined ? [] : [{ ...layer, ...second }])];
  return buildSmallNetwork({ layers, side, classes: 3, transposed: true, seed: 4 });
}

describe('absorbBias', () => {
  it.each<[string, Graph]>([
    ['a 1×1 convolution with batch normalisation behind ReLU', smallNetwork({ activation: 'Relu' }, {})],
    ['a 1×1 convolution with a bias behind LeakyReLU', smallNetwork({}, { batchNorm: false })],
    ['a 1×1 convolution behind pooling, no activation', smallNetwork({ activation: 'none', pool: 'AveragePool' }, {})],
    ['a linear layer behind a 2×2 map', smallNetwork({ activation: 'Relu', pool: 'MaxPool' })],
  ])('is exact for %s', async (_, graph) => {
    const { absorbed, plain } = await distances(graph);
    expect(absorbed).toBeLessThan(1e-5);
    expect(plain).toBeGreaterThan(1e-2);
  });

  it('comes closer for a padded 3×3 convolution, where only the borders differ', async () => {
    const { absorbed, plain } = await distances(smallNetwork({ activation: 'Relu' }, { kernel: 3 }, 32));
    expect(absorbed).toBeGreaterThan(0);
    expect(absorbed).toBeLessThan(plain);
  });

  it('is exact where the activation comes after the pooling: catches negative constants let through a ReLU', async () => {
    const random = createRandom(2);
    const builder = createGraphBuilder('late activation');
    const images = builder.input('images', 'float32', ['N', 3, 4, 4]);
    const convolution = { inputs: 3, channels: 5, kernel: 1, batchNorm: true, activation: 'none' } as const;
    const first = addConvolution(builder, random, { ...convolution, name: 'conv1', value: images });
    const active = builder.add('Relu', [builder.add('GlobalAveragePool', [first])]);
    const flat = builder.add('Flatten', [active], { attributes: { axis: int(1) } });
    const linear = [
      builder.weight('weight', randomTensor(random, [5, 3])),
      builder.weight('b', randomTensor(random, [3])),
    ];
    builder.add('Gemm', [flat, ...linear], { output: 'logits' });
    builder.output('logits', 'float32', ['N', 3]);
    const { absorbed, plain } = await distances(builder.build());
    expect(absorbed).toBeLessThan(1e-5);
    expect(plain).toBeGreaterThan(1e-2);
  });

  it('is exact for a reader that can not be pruned itself: catches the inside of a residual block left out', async () => {
    const random = createRandom(3);
    const builder = createGraphBuilder('residual');
    const images = builder.input('images', 'float32', ['N', 3, 4, 4]);
    const shape = { channels: 5, kernel: 1, batchNorm: true, activation: 'none' } as const;
    const stem = addConvolution(builder, random, { ...shape, name: 'stem', inputs: 3, value: images });
    const inner = addConvolution(builder, random, {
      ...shape,
      name: 'conv1',
      inputs: 5,
      value: stem,
      activation: 'Relu',
    });
    const outer = addConvolution(builder, random, { ...shape, name: 'outer', inputs: 5, value: inner });
    builder.add('Flatten', [builder.add('Add', [stem, outer])], { output: 'logits' });
    builder.output('logits', 'float32', ['N', 80]);
    const { absorbed, plain } = await distances(builder.build());
    expect(absorbed).toBeLessThan(1e-5);
    expect(plain).toBeGreaterThan(1e-2);
  });

  it('leaves a plan that removes nothing as it is', () => {
    const graph = smallNetwork({}, {});
    const everything = [{ layer: 'conv1', originalChannels: 5, keep: [0, 1, 2, 3, 4] }];
    expect(absorbBias(graph, surveyGroups(graph).groups, everything)).toBe(graph);
  });
});
