import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float, int, ints } from '../../../../src-main/graph/attribute.ts';
import { createGraphBuilder, type GraphBuilder } from '../../../../src-main/graph/builder.ts';
import { readDetector, withDetector } from '../../../../src-main/graph/detector.ts';
import type { Graph } from '../../../../src-main/graph/graph.ts';
import { randomImages } from '../../../../src-main/graph/random-images.ts';
import { floatTensor, zeros, type FloatTensor } from '../../../../src-main/graph/tensor.ts';
import { buildDarknetGraph } from '../../../../src-main/network/darknet/build-graph.ts';
import { decodeDarknetWeights } from '../../../../src-main/network/darknet/decode-weights.ts';
import { encodeDarknet } from '../../../../src-main/network/darknet/encode-darknet.ts';
import { printCfg } from '../../../../src-main/network/darknet/print-cfg.ts';
import { readCfg } from '../../../../src-main/network/darknet/read-cfg.ts';
import { expectError } from '../../../expect-error.ts';
import { largestDifference } from '../../../small-network.ts';
import { darknetNetworks } from './random-network.ts';
import { runNetwork, withRandomWeights } from './run-network.ts';

function readBack({ cfg, weights }: ReturnType<typeof encodeDarknet>): Graph {
  const { network, places } = readCfg(cfg, 'read');
  const { network: graph, notes } = decodeDarknetWeights(weights, buildDarknetGraph(network, places));
  expect(notes).toEqual([]);
  return graph;
}

/** What a detector's metadata says besides the names of outputs, which a layer more or less changes. */
function headsOf(graph: Graph): unknown[] {
  const detector = readDetector(graph);
  if (detector.kind !== 'yolo') throw new Error('no YOLO');
  return detector.heads.map(({ output, ...head }) => ({ ...head, classes: detector.classes, isNamed: output !== '' }));
}

async function expectSameOutputs(graph: Graph, other: Graph, tolerance: number): Promise<void> {
  const images = randomImages(graph, 2);
  const expected = [...(await runNetwork(graph, images)).values()];
  const found = [...(await runNetwork(other, images)).values()];
  expect(found.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  for (const [index, { data }] of expected.entries()) {
    const most = data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
    expect(largestDifference(data, found[index]?.data ?? []) / most).toBeLessThan(tolerance);
  }
}

describe('a darknet network of any layers', () => {
  it('is read as it was printed', () => {
    fc.assert(
      fc.property(darknetNetworks, (network) => {
        expect(readCfg(printCfg(network), 'random').network).toEqual(network);
      }),
    );
  });

  it('computes the same after its graph was written and read back (would catch a layer read from another place)', async () => {
    await fc.assert(
      fc.asyncProperty(darknetNetworks, async (network) => {
        const graph = withRandomWeights(buildDarknetGraph(network), 1);
        const again = readBack(encodeDarknet(graph));
        expect(headsOf(again)).toEqual(headsOf(graph));
        await expectSameOutputs(graph, again, 1e-6);
      }),
      { numRuns: 60 },
    );
  });
});

/** A convolution with a bias, a normalisation of another epsilon, and what `append` makes of them; then a head. */
function buildForeign(append: (builder: GraphBuilder, value: string) => string): Graph {
  const builder = createGraphBuilder('foreign');
  const weight = (name: string, shape: readonly number[]): string => builder.weight(name, zeros(shape));
  const images = builder.input('x', 'float32', ['N', 3, 8, 8]);
  const convolved = builder.add('Conv', [images, weight('w', [4, 3, 3, 3]), weight('b', [4])], {
    name: 'first',
    attributes: { pads: ints([1, 1, 1, 1]) },
  });
  const statistics = ['scale', 'shift', 'mean', 'variance'].map((name) => weight(name, [4]));
  const normalised = builder.add('BatchNormalization', [convolved, ...statistics], {
    name: 'bn',
    attributes: { epsilon: float(0.1) },
  });
  const value = append(builder, normalised);
  const boxes = builder.add('Conv', [value, weight('v', [6, 4, 1, 1])], { name: 'boxes' });
  builder.output(boxes, 'float32', ['N', 6, 8, 8]);
  const heads = [{ output: boxes, stride: 1, anchors: [[3, 4] as const] }];
  return withRandomWeights(withDetector(builder.build(), { kind: 'yolo', classes: 1, heads }), 1);
}

describe('a network that was not made here', () => {
  it('keeps what it computes: biases before a normalisation, another epsilon, a head without a bias', async () => {
    const graph = buildForeign((builder, value) => builder.add('Relu', [value]));
    await expectSameOutputs(graph, readBack(encodeDarknet(graph)), 1e-5);
  });

  const constant = (builder: GraphBuilder, tensor: FloatTensor): string => builder.constant(tensor);
  it.each<[string, (builder: GraphBuilder, value: string) => string, RegExp]>([
    ['an operator', (b, value) => b.add('Exp', [value], { name: 'odd' }), /Exp "odd": darknet has no layer/],
    ['a slope', (b, value) => b.add('LeakyRelu', [value], { name: 'odd' }), /LeakyRelu "odd"/],
    [
      'a bound',
      (b, value) => b.add('Clip', [value, constant(b, floatTensor([], [-1]))], { name: 'odd' }),
      /Clip "odd"/,
    ],
    ['a constant', (b, value) => b.add('Add', [value, constant(b, zeros([1, 4, 8, 8]))], { name: 'odd' }), /Add "odd".*the constant/], // prettier-ignore
    [
      'unequal parts',
      (b, value) => b.add('Concat', [slice(b, value, 0, 1), slice(b, value, 1, 4)]),
      /Slice "from 1": .*takes 3 of 4/,
    ],
    ['a padding', (b, value) => b.add('MaxPool', [value], { name: 'odd', attributes: { kernel_shape: ints([2, 2]), pads: ints([1, 1, 0, 0]) } }), /MaxPool "odd": .*pad/], // prettier-ignore
    ['an axis', (b, value) => b.add('Concat', [value, value], { name: 'odd', attributes: { axis: int(2) } }), /Concat "odd".*axis 2/], // prettier-ignore
  ])('is refused by the node that darknet has no layer for: %s', (_, append, message) => {
    expectError(() => encodeDarknet(buildForeign(append)), 'bad-network', message);
  });
});

function slice(builder: GraphBuilder, value: string, from: number, to: number): string {
  const bounds = [[from], [to], [1]].map((values) => builder.ints(values));
  return builder.add('Slice', [value, ...bounds], { name: `from ${from}` });
}
