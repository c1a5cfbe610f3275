import fc from 'fast-check';
import { float, int, ints } from '../src-main/graph/attribute.ts';
import { createGraphBuilder, type GraphBuilder } from '../src-main/graph/builder.ts';
import type { Graph } from '../src-main/graph/graph.ts';
import { floatTensor } from '../src-main/graph/tensor.ts';
import { createRandom, type Random } from '../src-shared/random.ts';
import { addConvolution, randomTensor } from './small-network.ts';

const SIDE = 4;
const ACTIVATIONS = ['Relu', 'LeakyRelu', 'Sigmoid', 'Softplus', 'Clip'] as const;
const KINDS = [
  'convolution',
  'convolution without normalisation',
  'transposed convolution',
  'depthwise convolution',
  'residual block',
  'sum',
  'concatenation',
  'gate',
  'scales',
  'normalisation',
  'pooling',
  'activation',
] as const;

/** One step of a random network: what it does, to which of the values so far. */
export interface RandomStep {
  readonly kind: (typeof KINDS)[number];
  readonly first: number;
  readonly second: number;
  readonly channels: number;
}

export interface RandomNetwork {
  readonly steps: readonly RandomStep[];
  /** Whether a value in the middle is an output too. */
  readonly secondOutput: boolean;
  readonly seed: number;
}

export const randomNetworks: fc.Arbitrary<RandomNetwork> = fc.record({
  steps: fc.array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      first: fc.nat({ max: 20 }),
      second: fc.nat({ max: 20 }),
      channels: fc.integer({ min: 2, max: 5 }),
    }),
    { minLength: 1, maxLength: 9 },
  ),
  secondOutput: fc.boolean(),
  seed: fc.nat({ max: 1000 }),
});

interface Value {
  readonly name: string;
  readonly channels: number;
}

/** A network from 3-channel images of 4×4 to `logits`, in which every step makes a new value out of earlier ones. */
export function buildRandomNetwork({ steps, secondOutput, seed }: RandomNetwork): Graph {
  const random = createRandom(seed, 'random network');
  const builder = createGraphBuilder('random');
  const images = { name: builder.input('images', 'float32', ['N', 3, SIDE, SIDE]), channels: 3 };
  const values = [convolve(builder, random, 'stem', images, 4, true)];
  steps.forEach((step, index) => {
    const pick = (place: number): Value => values[place % values.length] ?? images;
    values.push(addStep(builder, random, `step${index}`, step, pick(step.first), pick(step.second)));
  });
  const [last = images] = values.slice(-1);
  const middle = values[Math.floor(values.length / 2)] ?? images;
  if (secondOutput && middle !== last) builder.output(middle.name, 'float32', ['N', middle.channels, SIDE, SIDE]);
  const flat = builder.add('Flatten', [last.name], { attributes: { axis: int(1) } });
  const weight = builder.weight('linear.weight', randomTensor(random, [3, last.channels * SIDE ** 2]));
  builder.add('Gemm', [flat, weight], { name: 'linear', output: 'logits', attributes: { transB: int(1) } });
  builder.output('logits', 'float32', ['N', 3]);
  return builder.build();
}

function addStep(
  builder: GraphBuilder,
  random: Random,
  name: string,
  { kind, channels }: RandomStep,
  first: Value,
  second: Value,
): Value {
  const added = (operator: string, inputs: readonly string[], wide = first.channels): Value => ({
    name: builder.add(operator, inputs, { name }),
    channels: wide,
  });
  switch (kind) {
    case 'convolution':
      return convolve(builder, random, name, first, channels, true);
    case 'convolution without normalisation':
      return convolve(builder, random, name, first, channels, false);
    case 'transposed convolution': {
      const weight = builder.weight(`${name}.weight`, randomTensor(random, [first.channels, channels, 2, 2]));
      const bias = builder.weight(`${name}.bias`, randomTensor(random, [channels]));
      const larger = builder.add('ConvTranspose', [first.name, weight, bias], {
        name,
        attributes: { kernel_shape: ints([2, 2]), strides: ints([2, 2]) },
      });
      const attributes = { kernel_shape: ints([2, 2]), strides: ints([2, 2]) };
      return { name: builder.add('MaxPool', [larger], { attributes }), channels };
    }
    case 'depthwise convolution': {
      const weight = builder.weight(`${name}.weight`, randomTensor(random, [first.channels, 1, 3, 3]));
      const attributes = {
        group: int(first.channels),
        kernel_shape: ints([3, 3]),
        pads: ints([1, 1, 1, 1]),
      };
      return { name: builder.add('Conv', [first.name, weight], { name, attributes }), channels: first.channels };
    }
    case 'residual block': {
      const inner = convolve(builder, random, `${name}.inner`, first, channels, true);
      const outer = convolve(builder, random, `${name}.outer`, inner, first.channels, true);
      return added('Add', [first.name, outer.name]);
    }
    case 'sum': {
      const other =
        second.channels === first.channels
          ? second
          : convolve(builder, random, `${name}.projection`, second, first.channels, false);
      return added('Add', [first.name, other.name]);
    }
    case 'concatenation':
      return {
        name: builder.add('Concat', [first.name, second.name], { name, attributes: { axis: int(1) } }),
        channels: first.channels + second.channels,
      };
    case 'gate': {
      const pooled = { name: builder.add('GlobalAveragePool', [second.name]), channels: second.channels };
      const excited = convolve(builder, random, `${name}.excite`, pooled, first.channels, false);
      return added('Mul', [first.name, builder.add('Sigmoid', [excited.name])]);
    }
    case 'scales':
      return added('Mul', [first.name, builder.weight(`${name}.scales`, randomTensor(random, [first.channels, 1, 1]))]);
    case 'normalisation':
      return { name: normalise(builder, random, name, first), channels: first.channels };
    case 'pooling': {
      const attributes = { kernel_shape: ints([3, 3]), pads: ints([1, 1, 1, 1]) };
      return { name: builder.add('MaxPool', [first.name], { name, attributes }), channels: first.channels };
    }
    case 'activation': {
      const operator = ACTIVATIONS[channels % ACTIVATIONS.length] ?? 'Relu';
      const limits = operator === 'Clip' ? [0.1, 2] : [];
      const constants = limits.map((limit) => builder.constant(floatTensor([], [limit])));
      return added(operator, [first.name, ...constants]);
    }
  }
}

function convolve(
  builder: GraphBuilder,
  random: Random,
  name: string,
  { name: value, channels: inputs }: Value,
  channels: number,
  batchNorm: boolean,
): Value {
  const layer = { name, value, inputs, channels, batchNorm, kernel: 3, activation: 'LeakyRelu' } as const;
  return { name: addConvolution(builder, random, layer), channels };
}

function normalise(builder: GraphBuilder, random: Random, name: string, { name: value, channels }: Value): string {
  const vectors = ['scale', 'bias', 'mean'].map((part) =>
    builder.weight(`${name}.${part}`, randomTensor(random, [channels])),
  );
  const variance = builder.weight(
    `${name}.variance`,
    floatTensor(
      [channels],
      randomTensor(random, [channels]).data.map((number) => 0.5 + Math.abs(number)),
    ),
  );
  return builder.add('BatchNormalization', [value, ...vectors, variance], {
    name,
    attributes: { epsilon: float(1e-5) },
  });
}
