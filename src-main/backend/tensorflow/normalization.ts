import * as tf from '@tensorflow/tfjs-core';
import { numberAttribute } from '../../graph/attribute.ts';
import type { Handler } from './handler.ts';

/** y = scale·(x − mean)/√(variance + ε) + bias; x [N, C, …], the others [C]. */
export const batchNormalization: Handler = (node, operands) => {
  const [input, scale, bias, mean, variance] = [
    operands.tensor(0),
    operands.tensor(1),
    operands.tensor(2),
    operands.tensor(3),
    operands.tensor(4),
  ];
  const inverseDeviation = tf.rsqrt(tf.add(variance, numberAttribute(node, 'epsilon', 1e-5)));
  return [normalize(input, scale, bias, mean, inverseDeviation)];
};

/**
 * Batch normalisation by the statistics of the batch; outputs y, mean, 1/√(variance + ε), and the new running mean and
 * (unbiased) variance.
 */
export const batchNormTraining: Handler = (node, operands) => {
  const [input, scale, bias, runningMean, runningVariance] = [
    operands.tensor(0),
    operands.tensor(1),
    operands.tensor(2),
    operands.tensor(3),
    operands.tensor(4),
  ];
  const share = numberAttribute(node, 'share', 0.1);
  const axes = reducedAxes(input);
  const count = input.size / scale.size;
  const mean = tf.mean(input, axes);
  const variance = tf.mean(tf.square(tf.sub(input, alongChannels(mean, input.rank))), axes);
  const inverseDeviation = tf.rsqrt(tf.add(variance, numberAttribute(node, 'epsilon', 1e-5)));
  const unbiased = tf.mul(variance, count / Math.max(1, count - 1));
  const blend = (running: tf.Tensor, current: tf.Tensor): tf.Tensor =>
    tf.add(tf.mul(running, 1 - share), tf.mul(current, share));
  return [
    normalize(input, scale, bias, mean, inverseDeviation),
    mean,
    inverseDeviation,
    blend(runningMean, mean),
    blend(runningVariance, unbiased),
  ];
};

/**
 * Gradients of batch normalisation; inputs dy, x, scale, mean, 1/deviation; outputs dx, dscale, dbias. With M elements a
 * channel and x̂ the normalised input: dx = scale/deviation · (dy − dbias/M − x̂·dscale/M).
 */
export const batchNormGradient: Handler = (_, operands) => {
  const [gradient, input, scale, mean, inverseDeviation] = [
    operands.tensor(0),
    operands.tensor(1),
    operands.tensor(2),
    operands.tensor(3),
    operands.tensor(4),
  ];
  const { rank } = input;
  const axes = reducedAxes(input);
  const count = input.size / scale.size;
  const normalised = tf.mul(tf.sub(input, alongChannels(mean, rank)), alongChannels(inverseDeviation, rank));
  const biasGradient = tf.sum(gradient, axes);
  const scaleGradient = tf.sum(tf.mul(gradient, normalised), axes);
  const explained = tf.add(
    tf.mul(normalised, alongChannels(tf.div(scaleGradient, count), rank)),
    alongChannels(tf.div(biasGradient, count), rank),
  );
  const factor = alongChannels(tf.mul(scale, inverseDeviation), rank);
  return [tf.mul(tf.sub(gradient, explained), factor), scaleGradient, biasGradient];
};

function normalize(
  input: tf.Tensor,
  scale: tf.Tensor,
  bias: tf.Tensor,
  mean: tf.Tensor,
  inverseDeviation: tf.Tensor,
): tf.Tensor {
  const factor = tf.mul(scale, inverseDeviation);
  const centred = tf.sub(input, alongChannels(mean, input.rank));
  return tf.add(tf.mul(centred, alongChannels(factor, input.rank)), alongChannels(bias, input.rank));
}

/** All axes but that of the channels. */
function reducedAxes({ rank }: tf.Tensor): number[] {
  return Array.from({ length: rank }, (_, axis) => axis).filter((axis) => axis !== 1);
}

/** [C] as [1, C, 1, …]. */
function alongChannels(values: tf.Tensor, rank: number): tf.Tensor {
  return tf.reshape(values, [1, -1, ...new Array<number>(rank - 2).fill(1)]);
}
