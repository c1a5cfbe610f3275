import * as tf from '@tensorflow/tfjs-core';
import { intsAttribute, numberAttribute } from '../../graph/attribute.ts';
import type { GraphNode } from '../../graph/graph.ts';
import { readWindow, windowOutput } from '../../graph/window.ts';
import type { Handler } from './handler.ts';
import { windowElements } from './window-elements.ts';

export const maxPool: Handler = (node, operands) => {
  const input = operands.tensor(0);
  const [elements, shape] = pooled(node, input.shape);
  const padded = elements.pad(input, Number.NEGATIVE_INFINITY);
  let largest = elements.take(padded, 0);
  for (let position = 1; position < elements.positions; position++) {
    largest = tf.maximum(largest, elements.take(padded, position));
  }
  return [tf.reshape(largest, shape)];
};

/** dy goes to the first largest element of its window, as in PyTorch; inputs dy, x, y. */
export const maxPoolGradient: Handler = (node, operands) => {
  const input = operands.tensor(1);
  const [elements] = pooled(node, input.shape);
  const padded = elements.pad(input, Number.NEGATIVE_INFINITY);
  const first = elements.take(padded, 0);
  const gradient = tf.reshape(operands.tensor(0), first.shape);
  const output = tf.reshape(operands.tensor(2), first.shape);
  const nothing = tf.zerosLike(gradient);
  const isLargest = (position: number): tf.Tensor => tf.equal(elements.take(padded, position), output);
  let found = isLargest(0);
  let sum = elements.put(tf.where(found, gradient, nothing), 0);
  for (let position = 1; position < elements.positions; position++) {
    const here = tf.logicalAnd(isLargest(position), tf.logicalNot(found));
    sum = tf.add(sum, elements.put(tf.where(here, gradient, nothing), position));
    found = tf.logicalOr(found, here);
  }
  return [elements.crop(sum)];
};

export const averagePool: Handler = (node, operands) => {
  const input = operands.tensor(0);
  const [elements, shape] = pooled(node, input.shape);
  const padded = elements.pad(input, 0);
  let sum = elements.take(padded, 0);
  for (let position = 1; position < elements.positions; position++) {
    sum = tf.add(sum, elements.take(padded, position));
  }
  return [tf.mul(tf.reshape(sum, shape), averagingShares(node, input.shape))];
};

/** dy over the number of elements its window averages, to each of them. */
export const averagePoolGradient: Handler = (node, operands) => {
  const inputShape = intsAttribute(node, 'input_shape', []);
  const [elements] = pooled(node, inputShape);
  const gradient = operands.tensor(0);
  const [, , rows = 1, columns = 1] = gradient.shape;
  const shared = tf.reshape(tf.mul(gradient, averagingShares(node, inputShape)), [-1, rows, columns]);
  let sum = elements.put(shared, 0);
  for (let position = 1; position < elements.positions; position++) {
    sum = tf.add(sum, elements.put(shared, position));
  }
  return [elements.crop(sum)];
};

export const globalAveragePool: Handler = (_, operands) => [tf.mean(operands.tensor(0), [2, 3], true)];

/** dy / (H·W) in every place. */
export const globalAveragePoolGradient: Handler = (node, operands) => {
  const shape = intsAttribute(node, 'input_shape', []);
  const [, , height = 1, width = 1] = shape;
  return [tf.mul(operands.tensor(0), tf.fill([...shape], 1 / (height * width)))];
};

/** The elements of a pooling's windows, and the shape of its output. */
function pooled(node: GraphNode, shape: readonly number[]): [ReturnType<typeof windowElements>, number[]] {
  const window = readWindow(node);
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  return [windowElements(window, shape), [batch, channels, ...windowOutput(window, height, width)]];
}

/** What one element counts in the average of each window, [1, 1, H', W']; padding counts only with count_include_pad 1. */
function averagingShares(node: GraphNode, [, , height = 1, width = 1]: readonly number[]): tf.Tensor {
  const counted = numberAttribute(node, 'count_include_pad', 0) === 1 ? 1 : 0;
  const window = readWindow(node);
  const elements = windowElements(window, [1, 1, height, width]);
  const padded = elements.pad(tf.ones([1, 1, height, width]), counted);
  let count = elements.take(padded, 0);
  for (let position = 1; position < elements.positions; position++) {
    count = tf.add(count, elements.take(padded, position));
  }
  return tf.reshape(tf.reciprocal(count), [1, 1, ...windowOutput(window, height, width)]);
}
