import * as tf from '@tensorflow/tfjs-core';
import { numberAttribute } from '../../graph/attribute.ts';
import type { Handler } from './handler.ts';

export const identity: Handler = (_, operands) => [tf.clone(operands.tensor(0))];

export const relu: Handler = (_, operands) => [tf.relu(operands.tensor(0))];

/** dy where y > 0, else 0. */
export const reluGradient: Handler = (_, operands) => {
  const [gradient, output] = [operands.tensor(0), operands.tensor(1)];
  return [tf.where(tf.greater(output, 0), gradient, tf.zerosLike(gradient))];
};

export const leakyRelu: Handler = (node, operands) => [
  tf.leakyRelu(operands.tensor(0), numberAttribute(node, 'alpha', 0.01)),
];

/** dy where y > 0, else alpha·dy. */
export const leakyReluGradient: Handler = (node, operands) => {
  const [gradient, output] = [operands.tensor(0), operands.tensor(1)];
  return [tf.where(tf.greater(output, 0), gradient, tf.mul(gradient, numberAttribute(node, 'alpha', 0.01)))];
};

export const sigmoid: Handler = (_, operands) => [tf.sigmoid(operands.tensor(0))];

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
