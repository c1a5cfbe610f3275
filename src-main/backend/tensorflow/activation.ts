import * as tf from '@tensorflow/tfjs-core';
import { numberAttribute } from '../../graph/attribute.ts';
import type { Handler } from './handler.ts';

export const identity: Handler = (_, operands) => [tf.clone(operands.tensor(0))];

/** dy where y > 0, else 0. */
export const reluGradient: Handler = (_, operands) => {
  const [gradient, output] = [operands.tensor(0), operands.tensor(1)];
  return [tf.where(tf.greater(output, 0), gradient, tf.zerosLike(gradient))];
};

export const leakyRelu: Handler = (node, operands) => {
  const input = operands.tensor(0);
  // TensorFlow.js's own takes the larger of x and alpha·x, which is another function where alpha is negative or above 1.
  return [tf.where(tf.greater(input, 0), input, tf.mul(input, numberAttribute(node, 'alpha', 0.01)))];
};

/** dy where the second input is positive, else alpha·dy. */
export const leakyReluGradient: Handler = (node, operands) => {
  const [gradient, signed] = [operands.tensor(0), operands.tensor(1)];
  return [tf.where(tf.greater(signed, 0), gradient, tf.mul(gradient, numberAttribute(node, 'alpha', 0.01)))];
};

export const parametricRelu: Handler = (_, operands) => {
  const [input, slope] = [operands.tensor(0), operands.tensor(1)];
  return [tf.where(tf.greater(input, 0), input, tf.mul(input, slope))];
};

/** Bounds that are left out do not bind. */
export const clip: Handler = (_, operands) => {
  const [lowest, highest] = [operands.optional(1), operands.optional(2)];
  const raised = lowest === undefined ? operands.tensor(0) : tf.maximum(operands.tensor(0), lowest);
  return [highest === undefined ? tf.clone(raised) : tf.minimum(raised, highest)];
};

export const hardSigmoid: Handler = (node, operands) => [
  gate(operands.tensor(0), numberAttribute(node, 'alpha', 0.2), numberAttribute(node, 'beta', 0.5)),
];

export const hardSwish: Handler = (_, operands) => {
  const input = operands.tensor(0);
  return [tf.mul(input, gate(input, 1 / 6, 0.5))];
};

/** alpha·x + beta, cut to [0, 1]. */
function gate(input: tf.Tensor, alpha: number, beta: number): tf.Tensor {
  return tf.clipByValue(tf.add(tf.mul(input, alpha), beta), 0, 1);
}

export const softmax: Handler = (node, operands) => [
  tf.exp(logProbabilities(operands.tensor(0), numberAttribute(node, 'axis', -1))),
];

export const logSoftmax: Handler = (node, operands) => [
  logProbabilities(operands.tensor(0), numberAttribute(node, 'axis', -1)),
];

/** log softmax along any axis; TensorFlow.js has it along the last alone. */
export function logProbabilities(logits: tf.Tensor, axis: number): tf.Tensor {
  const shifted = tf.sub(logits, tf.max(logits, axis, true));
  return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), axis, true)));
}
