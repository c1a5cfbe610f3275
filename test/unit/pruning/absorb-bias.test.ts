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
import { buildResidualNetwork } from '../../residual-network.ts';

const PRUNED = [1, 3];
const plan = [{ layer: 'conv1', originalChannels: 5, keep: [0, 2, 4] }];

/** How far pruning conv1's channels 1 and 3, whose scales are zero, moves the outputs: with and without absorption. */
async function distances(graph: Graph): Promise<{ absorbed: number; plain: number }> {
  const original = withoutScales(graph, ['conv1']);
  const { groups } = surveyGroups(original);
  const expected = await runOnRandomImages(original);
  const plain = await runOnRandomImages(removeChannels(original, groups, plan));
  const absorbed = await runOnRandomImages(removeChannels(absorbBias(original, groups, plan), groups, plan));
  return { absorbed: largestDifference(expected, absorbed), plain: largestDifference(expected, plain) };
}

/** The network with the scales of the pruned channels of these layers zero. */
function withoutScales(graph: Graph, layers: readonly string[]): Graph {
  return withWeights(
    graph,
    layers.map((layer) => {
      const { shape, data } = floatWeight(graph, `${layer}.bn.scale`);
      const scale = data.map((value, channel) => (PRUNED.includes(channel) ? 0 : value));
      return [`${layer}.bn.scale`, floatTensor(shape, scale)] as const;
    }),
  );
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

  it('takes the sum of the constants behind a shortcut, also in a Concat', async () => {
    // conv1 and `outer` are coupled; would catch the constant of one summand alone, and columns of a Concat's neighbour.
    const random = createRandom(5);
    const builder = createGraphBuilder('sum and concatenation');
    const images = builder.input('images', 'float32', ['N', 3, 4, 4]);
    const shape = { channels: 5, kernel: 1, batchNorm: true } as const;
    const convolve = (name: string, inputs: number, value: string): string =>
      addConvolution(builder, random, { ...shape, name, inputs, value, activation: 'LeakyRelu' });
    const first = convolve('conv1', 3, images);
    const sum = builder.add('Relu', [builder.add('Add', [first, convolve('outer', 3, images)])]);
    const joined = builder.add('Concat', [convolve('beside', 3, images), sum, first], { attributes: { axis: int(1) } });
    builder.add('Flatten', [convolve('head', 15, joined)], { output: 'logits' });
    builder.output('logits', 'float32', ['N', 80]);
    const { absorbed, plain } = await distances(withoutScales(builder.build(), ['outer']));
    expect(absorbed).toBeLessThan(1e-5);
    expect(plain).toBeGreaterThan(1e-2);
  });

  it('passes over a sum with a summand that varies: catches the constant of the other one taken for it', () => {
    const graph = withoutScales(buildResidualNetwork({ channels: 5, lastBatchNorm: false }), ['stem', 'outer1']);
    const { groups } = surveyGroups(graph);
    const keep = [0, 2, 4];
    const coupled = ['stem', 'outer1', 'outer2'].map((layer) => ({ layer, originalChannels: 5, keep }));
    const absorbed = absorbBias(graph, groups, coupled);
    const changed = [...absorbed.weights].filter(([name, tensor]) => graph.weights.get(name) !== tensor);
    expect(changed.map(([name]) => name)).toEqual(['inner1.bn.mean', 'inner2.bn.mean']);
  });

  it('leaves a plan that removes nothing as it is', () => {
    const graph = smallNetwork({}, {});
    const everything = [{ layer: 'conv1', originalChannels: 5, keep: [0, 1, 2, 3, 4] }];
    expect(absorbBias(graph, surveyGroups(graph).groups, everything)).toBe(graph);
  });
});
