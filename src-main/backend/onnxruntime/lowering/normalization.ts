import { float, int, ints, numberAttribute } from '../../../graph/attribute.ts';
import { countElements, floatTensor } from '../../../graph/tensor.ts';
import { scalar } from './elementwise.ts';
import type { Lowering, LoweringContext } from './lowering.ts';

/** ONNX BatchNormalization adds its epsilon to the variance; with variance 1 − ε it is y = scale·(x − mean) + bias in one pass. */
const PASS_EPSILON = 1e-5;
/** From so many pixels on, a convolution channel by channel, which is one pass on all cores of a CPU, beats that one, which keeps to one core. */
const LARGE_MAP = 64;

/**
 * Batch normalisation by the statistics of the batch; inputs x [N, C, H, W], scale, bias, running mean and variance [C];
 * outputs y, mean, 1/√(variance + ε), and the new running mean and (unbiased) variance.
 */
export const lowerBatchNormTraining: Lowering = (node, inputs, context) => {
  const [input = '', scale = '', bias = '', runningMean = '', runningVariance = ''] = inputs;
  const { builder } = context;
  const [batch = 1, , height = 1, width = 1] = context.shape(node.inputs[0] ?? '');
  const count = batch * height * width;
  const epsilon = numberAttribute(node, 'epsilon', 1e-5);
  const share = numberAttribute(node, 'share', 0.1);
  const maps = mapsOf(node.outputs[0] ?? '', node.inputs[0] ?? '', context);
  const mean = builder.add('Mul', [sumOverBatch(input, maps, context), scalar(context, 1 / count)]);
  // Of the squares' sum ONNX Runtime's ReduceSumSquare loses more digits.
  const sumOfSquares = sumOverBatch(builder.add('Mul', [input, input]), maps, context);
  const meanOfSquares = builder.add('Mul', [sumOfSquares, scalar(context, 1 / count)]);
  const variance = builder.add('Relu', [builder.add('Sub', [meanOfSquares, builder.add('Mul', [mean, mean])])]);
  const deviation = builder.add('Sqrt', [builder.add('Add', [variance, scalar(context, epsilon)])]);
  const inverseDeviation = builder.add('Reciprocal', [deviation]);
  const factor = builder.add('Mul', [scale, inverseDeviation]);
  const shift = builder.add('Sub', [bias, builder.add('Mul', [mean, factor])]);
  const output = scaleAndShift(input, factor, shift, maps, context);
  const unbiased = builder.add('Mul', [variance, scalar(context, count / Math.max(1, count - 1))]);
  const blend = (running: string, current: string): string =>
    builder.add('Add', [
      builder.add('Mul', [running, scalar(context, 1 - share)]),
      builder.add('Mul', [current, scalar(context, share)]),
    ]);
  return [output, mean, inverseDeviation, blend(runningMean, mean), blend(runningVariance, unbiased)];
};

/**
 * Gradients of batch normalisation; inputs dy, x, scale, mean, 1/deviation; outputs dx, dscale, dbias. With M elements a
 * channel: dx = a·dy + b·x + c, a = scale/deviation, b = −a·dscale/(deviation·M), c = −a·dbias/M − b·mean.
 */
export const lowerBatchNormGradient: Lowering = (node, inputs, context) => {
  const [gradient = '', input = '', scale = '', mean = '', inverseDeviation = ''] = inputs;
  const { builder } = context;
  const maps = mapsOf(node.outputs[0] ?? '', node.inputs[1] ?? '', context);
  const [batch = 1, , height = 1, width = 1] = maps.shape;
  const count = batch * height * width;
  const biasGradient = sumOverBatch(gradient, maps, context);
  const dot = sumOverBatch(builder.add('Mul', [gradient, input]), maps, context);
  const centred = builder.add('Sub', [dot, builder.add('Mul', [biasGradient, mean])]);
  const scaleGradient = builder.add('Mul', [centred, inverseDeviation]);

  const a = builder.add('Mul', [scale, inverseDeviation]);
  const perElement = builder.add('Mul', [a, scalar(context, -1 / count)]);
  const b = builder.add('Mul', [builder.add('Mul', [perElement, scaleGradient]), inverseDeviation]);
  const c = builder.add('Sub', [builder.add('Mul', [perElement, biasGradient]), builder.add('Mul', [b, mean])]);
  const affine = scaleAndShift(input, b, c, maps, context);
  const weighted = builder.add('Mul', [gradient, alongChannels(a, maps, context)]);
  return [builder.add('Add', [weighted, affine]), scaleGradient, biasGradient];
};

/** Maps [N, C, H, W], with their channels last in memory or not. */
interface Maps {
  readonly shape: readonly number[];
  readonly channelsLast: boolean;
}

function mapsOf(output: string, input: string, context: LoweringContext): Maps {
  return { shape: context.shape(input), channelsLast: context.hasChannelsLast(output) };
}

/** Σ over N, H and W: [C]. */
function sumOverBatch(value: string, { shape, channelsLast }: Maps, context: LoweringContext): string {
  const { builder } = context;
  if (!channelsLast) {
    return builder.add('ReduceSum', [value, builder.ints([0, 2, 3])], { attributes: { keepdims: int(0) } });
  }
  // Twice as fast as ReduceSum.
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const places = batch * height * width;
  const rows = builder.add('Reshape', [value, builder.ints([places, channels])]);
  const sums = builder.add('Gemm', [filled([1, places], 1, context), rows]);
  return builder.add('Reshape', [sums, builder.ints([channels])]);
}

/** factor·x + shift, the factors [C]. */
function scaleAndShift(value: string, factor: string, shift: string, maps: Maps, context: LoweringContext): string {
  const { builder } = context;
  const [, channels = 1, height = 1, width = 1] = maps.shape;
  if (maps.channelsLast) return builder.add('Add', [builder.add('Mul', [value, factor]), shift]);
  if (context.device !== 'cpu' || height * width < LARGE_MAP) {
    return builder.add('BatchNormalization', [value, factor, shift, ...identityStatistics(channels, context)], {
      attributes: { epsilon: float(PASS_EPSILON) },
    });
  }
  const kernel = builder.add('Reshape', [factor, builder.ints([channels, 1, 1, 1])]);
  return builder.add('Conv', [value, kernel, shift], {
    attributes: { group: int(channels), kernel_shape: ints([1, 1]) },
  });
}

/** [C] in a shape that goes along the channels of maps. */
function alongChannels(value: string, { shape, channelsLast }: Maps, { builder }: LoweringContext): string {
  const [, channels = 1] = shape;
  return channelsLast ? value : builder.add('Reshape', [value, builder.ints([1, channels, 1, 1])]);
}

function identityStatistics(channels: number, context: LoweringContext): [string, string] {
  return [filled([channels], 0, context), filled([channels], 1 - PASS_EPSILON, context)];
}

function filled(shape: readonly number[], value: number, context: LoweringContext): string {
  return context.shared(`${value} in shape ${shape.join()}`, () =>
    context.builder.constant(floatTensor(shape, new Float32Array(countElements(shape)).fill(value))),
  );
}
