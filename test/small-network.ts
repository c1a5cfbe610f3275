import { createOnnxRuntimeBackend } from '../src-main/backend/onnxruntime/session.ts';
import { float, int, ints } from '../src-main/graph/attribute.ts';
import { createGraphBuilder, type GraphBuilder } from '../src-main/graph/builder.ts';
import type { Graph } from '../src-main/graph/graph.ts';
import { countElements, floatTensor, type FloatTensor } from '../src-main/graph/tensor.ts';
import { createRandom, type Random } from '../src-shared/random.ts';

export interface SmallLayer {
  readonly channels: number;
  readonly kernel: 1 | 3;
  readonly batchNorm: boolean;
  readonly activation: 'Relu' | 'LeakyRelu' | 'none';
  readonly pool: 'MaxPool' | 'AveragePool' | 'none';
}

export interface SmallNetwork {
  readonly layers: readonly SmallLayer[];
  readonly side: number;
  readonly classes: number;
  /** How the linear layer's weight lies: [outputs, inputs] or [inputs, outputs]. */
  readonly transposed: boolean;
  readonly seed: number;
}

/** A chain of convolutions `conv1`, `conv2`, … with random weights and statistics, then Flatten and the linear layer `linear`. */
export function buildSmallNetwork({ layers, side, classes, transposed, seed }: SmallNetwork): Graph {
  const random = createRandom(seed, 'small network');
  const builder = createGraphBuilder('small');
  let value = builder.input('images', 'float32', ['N', 3, side, side]);
  let channels = 3;
  let remaining = side;
  layers.forEach((layer, index) => {
    value = addConvolution(builder, random, { ...layer, name: `conv${index + 1}`, inputs: channels, value });
    if (layer.pool !== 'none') {
      value = builder.add(layer.pool, [value], { attributes: { kernel_shape: ints([2, 2]), strides: ints([2, 2]) } });
      remaining = Math.floor(remaining / 2);
    }
    channels = layer.channels;
  });
  value = builder.add('Flatten', [value], { attributes: { axis: int(1) } });
  const inputs = channels * remaining ** 2;
  const shape = transposed ? [classes, inputs] : [inputs, classes];
  const weight = builder.weight('linear.weight', randomTensor(random, shape));
  const bias = builder.weight('linear.bias', randomTensor(random, [classes]));
  builder.add('Gemm', [value, weight, bias], {
    name: 'linear',
    output: 'logits',
    attributes: { transB: int(transposed ? 1 : 0) },
  });
  builder.output('logits', 'float32', ['N', classes]);
  return builder.build();
}

interface Convolution extends Pick<SmallLayer, 'channels' | 'kernel' | 'batchNorm' | 'activation'> {
  readonly name: string;
  readonly inputs: number;
  readonly value: string;
}

/** Adds a convolution that keeps the image's size; it has a bias where no batch normalisation follows. */
export function addConvolution(builder: GraphBuilder, random: Random, layer: Convolution): string {
  const { name, inputs, channels, kernel, batchNorm, activation } = layer;
  const weight = builder.weight(`${name}.weight`, randomTensor(random, [channels, inputs, kernel, kernel]));
  const bias = batchNorm ? [] : [builder.weight(`${name}.bias`, randomTensor(random, [channels]))];
  const pad = (kernel - 1) / 2;
  let value = builder.add('Conv', [layer.value, weight, ...bias], {
    name,
    attributes: { kernel_shape: ints([kernel, kernel]), pads: ints([pad, pad, pad, pad]) },
  });
  if (batchNorm) {
    const statistics = ['scale', 'bias', 'mean'].map((part) =>
      builder.weight(`${name}.bn.${part}`, randomTensor(random, [channels])),
    );
    const positive = randomTensor(random, [channels]).data.map((number) => 0.5 + Math.abs(number));
    const variance = builder.weight(`${name}.bn.variance`, floatTensor([channels], positive));
    value = builder.add('BatchNormalization', [value, ...statistics, variance], {
      name: `${name}.bn`,
      attributes: { epsilon: float(1e-5), momentum: float(0.9) },
    });
  }
  if (activation === 'none') return value;
  const attributes = activation === 'LeakyRelu' ? { alpha: float(0.1) } : {};
  return builder.add(activation, [value], { name: `${name}.activation`, attributes });
}

export function randomTensor(random: Random, shape: readonly number[]): FloatTensor {
  return floatTensor(
    shape,
    Float32Array.from({ length: countElements(shape) }, () => random.normal() * 0.5),
  );
}

/** What a network with input `images` and output `logits` makes of four random images, computed by ONNX Runtime. */
export async function runOnRandomImages(graph: Graph, seed = 1): Promise<Float32Array> {
  const [, ...size] = graph.inputs[0]?.shape.map(Number) ?? [];
  const executable = await createOnnxRuntimeBackend({ device: 'cpu', threads: 1 }).load(graph);
  const { logits } = await executable.run({ images: randomTensor(createRandom(seed, 'images'), [4, ...size]) });
  await executable.release();
  if (logits?.type !== 'float32') throw new Error('the network gave no logits');
  return logits.data;
}

export function largestDifference(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length) return Infinity;
  return Array.from(left).reduce(
    (largest, value, index) => Math.max(largest, Math.abs(value - (right[index] ?? NaN))),
    0,
  );
}
