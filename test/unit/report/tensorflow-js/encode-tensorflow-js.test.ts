import { describe, expect, it } from 'vitest';
import { classifyByGraphModel } from '../../../../src-main/backend/tensorflow/graph-model.ts';
import { float, int, ints, text } from '../../../../src-main/graph/attribute.ts';
import { createGraphBuilder, type GraphBuilder } from '../../../../src-main/graph/builder.ts';
import type { Graph } from '../../../../src-main/graph/graph.ts';
import { floatTensor, zeros } from '../../../../src-main/graph/tensor.ts';
import { SHAPE_RULES } from '../../../../src-main/graph/shape-rules/rules.ts';
import { buildVgg16 } from '../../../../src-main/network/vgg16.ts';
import { encodeTensorflowJs } from '../../../../src-main/report/tensorflow-js/encode-tensorflow-js.ts';
import { NODE_WRITERS } from '../../../../src-main/report/tensorflow-js/node-writers.ts';
import { createRandom } from '../../../../src-shared/random.ts';
import { expectError } from '../../../expect-error.ts';
import { squareWindow } from '../../graph/gradient-cases/square-window.ts';
import { largestDifference, randomTensor, runOnRandomImages } from '../../../small-network.ts';

const METADATA = { application: 'espalier' };

/** A network of [N, 4, 6, 5] images whose scores are all elements of one value, in the network's own order of axes. */
function networkOf(body: (builder: GraphBuilder, images: string) => string): Graph {
  const builder = createGraphBuilder('case');
  const value = body(builder, builder.input('images', 'float32', ['N', 4, 6, 5]));
  builder.add('Flatten', [value], { output: 'logits' });
  builder.output('logits', 'float32', ['N', 'scores']);
  return builder.build();
}

const random = createRandom(7, 'weights');
const weights = (builder: GraphBuilder, ...shape: number[]): string => builder.constant(randomTensor(random, shape));

const nearest = { coordinate_transformation_mode: text('asymmetric'), nearest_mode: text('floor') };

async function differenceOf(network: Graph): Promise<number> {
  const [, ...size] = network.inputs[0]?.shape.map(Number) ?? [];
  const images = randomTensor(createRandom(1, 'images'), [4, ...size]);
  const found = await classifyByGraphModel(encodeTensorflowJs(network, METADATA), images);
  const expected = await runOnRandomImages(network, 1);
  expect(expected.some((value) => value !== 0)).toBe(true);
  return largestDifference(found, expected);
}

const CASES: readonly [string, (builder: GraphBuilder, images: string) => string][] = [
  ['the images', (_, images) => images],
  [
    'Conv with bias',
    (b, x) =>
      b.add('Conv', [x, weights(b, 6, 4, 3, 3), weights(b, 6)], { attributes: squareWindow(3, 1, [1, 1, 1, 1]) }),
  ],
  [
    'Conv with strides and uneven padding',
    (b, x) =>
      b.add('Conv', [x, weights(b, 6, 4, 2, 3)], { attributes: { strides: ints([2, 1]), pads: ints([1, 0, 0, 2]) } }),
  ],
  ['Conv, dilated', (b, x) => b.add('Conv', [x, weights(b, 3, 4, 2, 2)], { attributes: { dilations: ints([2, 3]) } })],
  [
    'Conv in two groups',
    (b, x) => b.add('Conv', [x, weights(b, 6, 2, 3, 3), weights(b, 6)], { attributes: { group: int(2) } }),
  ],
  [
    'Conv, depthwise, two filters a channel',
    (b, x) =>
      b.add('Conv', [x, weights(b, 8, 1, 3, 3), weights(b, 8)], {
        attributes: { ...squareWindow(3, 2, [1, 1, 1, 1]), group: int(4) },
      }),
  ],
  [
    'BatchNormalization',
    (b, x) => {
      const variance = b.constant(floatTensor([4], [0.5, 1, 2, 3]));
      const inputs = [x, weights(b, 4), weights(b, 4), weights(b, 4), variance];
      return b.add('BatchNormalization', inputs, { attributes: { epsilon: float(1e-2) } });
    },
  ],
  [
    'Relu, LeakyRelu, Sigmoid',
    (b, x) => b.add('Sigmoid', [b.add('LeakyRelu', [b.add('Mul', [b.add('Relu', [x]), x])])]),
  ],
  ['Dropout and Identity', (b, x) => b.add('Identity', [b.add('Dropout', [x])])],
  [
    'MaxPool, padded',
    (b, x) =>
      b.add('MaxPool', [b.add('Add', [x, b.constant(floatTensor([], [-9]))])], {
        attributes: squareWindow(3, 2, [1, 1, 0, 1]),
      }),
  ],
  ['AveragePool', (b, x) => b.add('AveragePool', [x], { attributes: squareWindow(2) })],
  [
    'AveragePool, padding not counted',
    (b, x) => b.add('AveragePool', [x], { attributes: squareWindow(3, 2, [1, 1, 1, 0]) }),
  ],
  [
    'AveragePool, padding counted',
    (b, x) =>
      b.add('AveragePool', [x], { attributes: { ...squareWindow(3, 2, [1, 1, 1, 1]), count_include_pad: int(1) } }),
  ],
  ['GlobalAveragePool', (b, x) => b.add('GlobalAveragePool', [x])],
  [
    'Add of a channel’s value and of a constant map',
    (b, x) => b.add('Add', [b.add('Add', [x, weights(b, 4, 1, 1)]), weights(b, 1, 4, 6, 5)]),
  ],
  [
    'Add of a computed row to maps',
    (b, x) => b.add('Add', [b.add('ReduceSum', [x, b.ints([0, 1, 2])], { attributes: { keepdims: int(0) } }), x]),
  ],
  ['Concat of channels', (b, x) => b.add('Concat', [x, b.add('Relu', [x])], { attributes: { axis: int(1) } })],
  ['Concat along the width', (b, x) => b.add('Concat', [x, b.add('Relu', [x])], { attributes: { axis: int(-1) } })],
  [
    'Slice of channels and rows',
    (b, x) => b.add('Slice', [x, b.ints([1, -4]), b.ints([9, -1]), b.ints([1, 2]), b.ints([1, 2])]),
  ],
  ['ReduceSum to maps', (b, x) => b.add('ReduceSum', [x, b.ints([1])])],
  ['ReduceSum to rows', (b, x) => b.add('ReduceSum', [x, b.ints([2])], { attributes: { keepdims: int(0) } })],
  ['Reshape to other maps', (b, x) => b.add('Relu', [b.add('Reshape', [x, b.ints([0, 8, 3, 5])])])],
  [
    'Reshape to rows and back',
    (b, x) => b.add('Reshape', [b.add('Reshape', [x, b.ints([-1, 24, 5])]), b.ints([-1, 5, 6, 4])]),
  ],
  ['Softmax of channels', (b, x) => b.add('Softmax', [x], { attributes: { axis: int(1) } })],
  ['LogSoftmax', (b, x) => b.add('LogSoftmax', [b.add('Flatten', [x])])],
  [
    'Gemm, scaled',
    (b, x) =>
      b.add('Gemm', [b.add('Flatten', [x]), weights(b, 3, 120), weights(b, 3)], {
        attributes: { transB: int(1), alpha: float(0.5), beta: float(2) },
      }),
  ],
  [
    'Gemm, scaled, without bias',
    (b, x) => b.add('Gemm', [b.add('Flatten', [x]), weights(b, 120, 3)], { attributes: { alpha: float(0.5) } }),
  ],
  [
    'Tanh, Softplus, Exp, Log, Sqrt, Abs, Neg',
    (b, x) =>
      ['Abs', 'Sqrt', 'Softplus', 'Log', 'Neg', 'Exp', 'Tanh'].reduce((value, operator) => b.add(operator, [value]), x),
  ],
  ['PRelu', (b, x) => b.add('PRelu', [x, weights(b, 4, 1, 1)])],
  [
    'Clip on both sides and on one',
    (b, x) => {
      const [low, high] = [-0.5, 0.25].map((bound) => b.constant(floatTensor([], [bound])));
      return b.add('Clip', [b.add('Clip', [x, low ?? '', high ?? '']), '', b.constant(floatTensor([], [0.1]))]);
    },
  ],
  ['HardSigmoid and HardSwish', (b, x) => b.add('HardSwish', [b.add('HardSigmoid', [x])])],
  [
    'Sub, Div, Min, Max',
    (b, x) => {
      const quotient = b.add('Div', [b.add('Sub', [weights(b, 4, 1, 1), x]), b.constant(floatTensor([1], [3]))]);
      return b.add('Max', [b.add('Min', [quotient, x, weights(b, 6, 1)]), weights(b, 4, 1, 1)]);
    },
  ],
  ['MatMul of stacks with one matrix', (b, x) => b.add('MatMul', [x, weights(b, 5, 3)])],
  ['GlobalMaxPool', (b, x) => b.add('GlobalMaxPool', [x])],
  [
    'ConvTranspose 4×4, stride 2, with bias',
    (b, x) =>
      b.add('ConvTranspose', [x, weights(b, 4, 3, 4, 4), weights(b, 3)], {
        attributes: squareWindow(4, 2, [1, 1, 1, 1]),
      }),
  ],
  [
    'ConvTranspose, uneven padding, output padding',
    (b, x) =>
      b.add('ConvTranspose', [x, weights(b, 4, 2, 3, 3)], {
        attributes: { strides: ints([2, 3]), pads: ints([0, 1, 2, 0]), output_padding: ints([1, 2]) },
      }),
  ],
  [
    'Resize by 2 and 3',
    (b, x) => b.add('Resize', [x, '', b.constant(floatTensor([4], [1, 1, 2, 3]))], { attributes: nearest }),
  ],
  ['Transpose', (b, x) => b.add('Transpose', [x], { attributes: { perm: ints([0, 3, 1, 2]) } })],
  ['Unsqueeze and Squeeze', (b, x) => b.add('Squeeze', [b.add('Unsqueeze', [x, b.ints([1])]), b.ints([1])])],
  [
    'Split of channels',
    (b, x) => {
      const [first = '', second = ''] = b.addMany('Split', [x, b.ints([3, 1])], 2, { attributes: { axis: int(1) } });
      return b.add('Concat', [second, first], { attributes: { axis: int(1) } });
    },
  ],
  ['Pad with a value', (b, x) => b.add('Pad', [x, b.ints([0, 1, 2, 0, 0, 0, 1, 3]), b.constant(floatTensor([], [2]))])],
  ['ReduceMean', (b, x) => b.add('ReduceMean', [x], { attributes: { axes: ints([1, -1]), keepdims: int(0) } })],
];

// Would catch channels that go to the wrong place, a padding on the wrong side, a lost bias, a name that clashes: what
// TensorFlow.js's own reader makes of the files against ONNX Runtime.
describe('a TensorFlow.js export computes what the network does', () => {
  it.each(CASES)('%s', async (_, body) => {
    expect(await differenceOf(networkOf(body))).toBeLessThan(1e-5);
  });

  it('VGG16', async () => {
    expect(await differenceOf(buildVgg16({ classes: 10, width: 0.125, seed: 1 }))).toBeLessThan(1e-4);
  });
});

describe('encodeTensorflowJs', () => {
  it('knows every operator that networks may hold (would catch one added to the graphs alone)', () => {
    expect([...SHAPE_RULES.keys()].filter((operator) => !NODE_WRITERS.has(operator))).toEqual([]);
  });

  it('says that images go in with channels last, under the network’s own names', () => {
    // Would catch a signature by which a program feeds images the wrong way round.
    const files = encodeTensorflowJs(buildVgg16({ classes: 10, width: 0.05, seed: 1 }), METADATA);
    const model: unknown = JSON.parse(Buffer.from(files.get('model.json') ?? []).toString('utf8'));
    const sizes = (...dims: number[]): object => ({ dim: dims.map((size) => ({ size: String(size) })) });
    expect(model).toMatchObject({
      signature: {
        inputs: { images: { name: 'images:0', tensorShape: sizes(-1, 32, 32, 3) } },
        outputs: { logits: { name: 'logits:0', tensorShape: sizes(-1, 10) } },
      },
      userDefinedMetadata: { application: 'espalier', layout: 'NHWC' },
    });
  });

  it('cuts the weights into shards of 4 MiB that make up the whole', () => {
    // Would catch a shard that is lost or too large for a browser’s cache.
    const network = networkOf((b, x) => b.add('Gemm', [b.add('Flatten', [x]), b.weight('w', zeros([120, 20_000]))]));
    const [model, ...shards] = encodeTensorflowJs(network, METADATA);
    expect(model?.[0]).toBe('model.json');
    expect(shards.map(([name]) => name)).toEqual([1, 2, 3].map((index) => `group1-shard${index}of3.bin`));
    expect(Math.max(...shards.map(([, bytes]) => bytes.length))).toBe(4 * 1024 * 1024);
    expect(shards.reduce((sum, [, bytes]) => sum + bytes.length, 0)).toBeGreaterThanOrEqual(120 * 20_000 * 4);
  });

  it.each<[string, (builder: GraphBuilder, images: string) => string, RegExp]>([
    [
      'a dilated MaxPool',
      (b, x) => b.add('MaxPool', [x], { name: 'pool', attributes: { ...squareWindow(2), dilations: ints([2, 2]) } }),
      /MaxPool "pool" can't be exported to TensorFlow.js: its window is dilated/,
    ],
    [
      'a convolution with both strides and dilations',
      (b, x) =>
        b.add('Conv', [x, weights(b, 3, 4, 2, 2)], {
          name: 'c',
          attributes: { strides: ints([2, 2]), dilations: ints([2, 2]) },
        }),
      /Conv "c" .* both strides and dilations/,
    ],
    ['a Softmax along the width', (b, x) => b.add('Softmax', [x], { name: 's' }), /Softmax "s" .* along axis -1/],
  ])('refuses %s, naming it (would catch a model that computes something else)', (_, body, message) => {
    expectError(() => encodeTensorflowJs(networkOf(body), METADATA), 'bad-network', message);
  });
});
