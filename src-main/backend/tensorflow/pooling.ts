import * as tf from '@tensorflow/tfjs-core';
import { intsAttribute, numberAttribute } from '../../graph/attribute.ts';
import type { GraphNode } from '../../graph/graph.ts';
import { readWindow, windowOutput } from '../../graph/window.ts';
import type { Handler } from './handler.ts';
import { windowElements } from './window-elements.ts';

export const maxPool: Handler = (node, operands) => {
  const input = operands.tensor(0);
  const elements = windowElements(readWindow(node), input.shape).take(input, Number.NEGATIVE_INFINITY);
  return [
    tf.reshape(
      elements.reduce((left, right) => tf.maximum(left, right)),
      pooledShape(node, input.shape),
    ),
  ];
};

/** dy goes to the first largest element of its window, as in PyTorch; inputs dy, x, y. */
export const maxPoolGradient: Handler = (node, operands) => {
  const input = operands.tensor(1);
  const windows = windowElements(readWindow(node), input.shape);
  const elements = windows.take(input, Number.NEGATIVE_INFINITY);
  const { shape = [] } = elements[0] ?? {};
  const gradient = tf.reshape(operands.tensor(0), shape);
  const largest = tf.reshape(operands.tensor(2), shape);
  const nothing = tf.zerosLike(gradient);
  let open = tf.onesLike(tf.cast(gradient, 'bool'));
  const parts = elements.map((element) => {
    const here = tf.logicalAnd(open, tf.equal(element, largest));
    open = tf.logicalAnd(open, tf.logicalNot(here));
    return tf.where(here, gradient, nothing);
  });
  return [windows.put(parts)];
};

export const averagePool: Handler = (node, operands) => {
  const input = operands.tensor(0);
  const sum = tf.addN(windowElements(readWindow(node), input.shape).take(input, 0));
  return [tf.mul(tf.reshape(sum, pooledShape(node, input.shape)), averagingShares(node, input.shape))];
};

/** dy over the number of elements its window averages, to each of them. */
export const averagePoolGradient: Handler = (node, operands) => {
  const inputShape = intsAttribute(node, 'input_shape', []);
  const window = readWindow(node);
  const gradient = operands.tensor(0);
  const [, , rows = 1, columns = 1] = gradient.shape;
  const shared = tf.reshape(tf.mul(gradient, averagingShares(node, inputShape)), [-1, rows, columns]);
  const positions = window.kernel[0] * window.kernel[1];
  return [windowElements(window, inputShape).put(new Array<tf.Tensor>(positions).fill(shared))];
};

export const globalAveragePool: Handler = (_, operands) => [tf.mean(operands.tensor(0), [2, 3], true)];

export const globalMaxPool: Handler = (_, operands) => [tf.max(operands.tensor(0), [2, 3], true)];

/** dy / (H·W) in every place. */
export const globalAveragePoolGradient: Handler = (node, operands) => {
  const shape = intsAttribute(node, 'input_shape', []);
  const [, , height = 1, width = 1] = shape;
  return [tf.mul(operands.tensor(0), tf.fill([...shape], 1 / (height * width)))];
};

function pooledShape(node: GraphNode, [batch = 1, channels = 1, height = 1, width = 1]: readonly number[]): number[] {
  return [batch, channels, ...windowOutput(readWindow(node), height, width)];
}

/** What one element counts in the average of each window, [1, 1, H', W']; padding counts only with count_include_pad 1. */
function averagingShares(node: GraphNode, [, , height = 1, width = 1]: readonly number[]): tf.Tensor {
  const paddingCounts = numberAttribute(node, 'count_include_pad', 0);
  const map = [1, 1, height, width];
  const counts = tf.addN(windowElements(readWindow(node), map).take(tf.ones(map), paddingCounts));
  return tf.reshape(tf.reciprocal(counts), pooledShape(node, map));
}
