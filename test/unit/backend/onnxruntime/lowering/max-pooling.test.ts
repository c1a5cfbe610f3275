import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../../src-shared/random.ts';
import { lowerGraph } from '../../../../../src-main/backend/onnxruntime/lowering/lower-graph.ts';
import {
  createOnnxRuntimeBackend,
  type OnnxRuntimeDevice,
} from '../../../../../src-main/backend/onnxruntime/session.ts';
import { ints } from '../../../../../src-main/graph/attribute.ts';
import { createGraphBuilder } from '../../../../../src-main/graph/builder.ts';
import { ESPALIER_DOMAIN } from '../../../../../src-main/graph/gradients/rule.ts';
import { concreteShape, inferShapes } from '../../../../../src-main/graph/shape-inference.ts';
import { countElements, floatTensor, type FloatTensor } from '../../../../../src-main/graph/tensor.ts';

interface Pooling {
  readonly shape: readonly number[];
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly pads?: readonly number[];
  readonly dilations?: readonly number[];
}

const cpu = createOnnxRuntimeBackend({ device: 'cpu', threads: 1 });

/** The gradient of a pooling, lowered for one device and run on the CPU, for whole numbers with many ties. */
async function gradientLoweredFor(device: OnnxRuntimeDevice, pooling: Pooling): Promise<Float32Array> {
  const { shape, kernel, strides, pads = [0, 0, 0, 0], dilations = [1, 1] } = pooling;
  const builder = createGraphBuilder('pooling');
  const attributes = {
    kernel_shape: ints(kernel),
    strides: ints(strides),
    pads: ints(pads),
    dilations: ints(dilations),
  };
  const y = builder.add('MaxPool', [builder.input('x', 'float32', shape)], { attributes });
  const outputShape = concreteShape(inferShapes(builder.build()), y);
  builder.input('dy', 'float32', outputShape);
  builder.add('MaxPoolGradient', ['dy', 'x', y], { domain: ESPALIER_DOMAIN, attributes, output: 'dx' });
  builder.output('dx', 'float32', shape);
  const graph = builder.build();
  const shapes = inferShapes(graph);
  const executable = await cpu.load(lowerGraph(graph, (value) => concreteShape(shapes, value), { device }));
  const random = createRandom(1, JSON.stringify(pooling));
  const whole = (size: readonly number[], from: number): FloatTensor =>
    floatTensor(
      size,
      Float32Array.from({ length: countElements(size) }, () => random.integer(4) + from),
    );
  const { dx } = await executable.run({ x: whole(shape, -2), dy: whole(outputShape, 1) });
  await executable.release();
  if (dx?.type !== 'float32') throw new Error('no gradient');
  return dx.data;
}

describe('lowerMaxPoolGradient', () => {
  // Would catch a tie that goes to another element, zeros of the padding that win, and windows that are placed one off.
  it.each<[string, Pooling]>([
    ['disjoint windows', { shape: [2, 3, 4, 6], kernel: [2, 2], strides: [2, 2] }],
    ['a rest at the edge', { shape: [2, 3, 5, 7], kernel: [2, 2], strides: [2, 2] }],
    ['gaps between windows', { shape: [1, 2, 8, 9], kernel: [2, 2], strides: [3, 3] }],
    ['overlapping windows', { shape: [2, 3, 5, 6], kernel: [3, 3], strides: [1, 1] }],
    ['padding', { shape: [2, 2, 6, 5], kernel: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] }],
    ['asymmetric padding', { shape: [1, 2, 5, 6], kernel: [2, 3], strides: [1, 2], pads: [1, 0, 0, 2] }],
    ['dilation', { shape: [1, 2, 7, 6], kernel: [2, 2], strides: [2, 1], pads: [1, 1, 0, 0], dilations: [2, 2] }],
  ])('is the same for every device with %s', async (_, pooling) => {
    const expected = await gradientLoweredFor('cpu', pooling);
    expect(expected.some((value) => value !== 0)).toBe(true);
    expect(await gradientLoweredFor('webgpu', pooling)).toEqual(expected);
  });
});
