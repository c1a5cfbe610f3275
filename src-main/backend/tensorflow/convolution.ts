import * as tf from '@tensorflow/tfjs-core';
import { intsAttribute, numberAttribute } from '../../graph/attribute.ts';
import type { GraphNode } from '../../graph/graph.ts';
import { readTransposedWindow, readWindow, transposedOutput, type Window } from '../../graph/window.ts';
import type { Handler } from './handler.ts';

/**
 * Convolutions by the kernels of TensorFlow.js, which want channels last, and for their gradients no dilation: a dilated
 * kernel is a larger one with holes. Padding is written out, and groups are convolved one by one.
 */
export const convolution: Handler = (node, operands) => {
  const [input, weight, bias] = [operands.tensor(0), operands.tensor(1), operands.optional(2)];
  const window = windowOf(node, weight.shape);
  const group = groupsOf(node);
  const images = split(paddedImages(input, window), group, 3);
  const outputs = split(weight, group, 0).map((part, index) =>
    tf
      .engine()
      .runKernel<tf.Tensor>(
        tf.Conv2D,
        { x: images[index] ?? input, filter: kernelOf(part, window) },
        { ...moves(window), dilations: 1 },
      ),
  );
  const joined = tf.concat(outputs, 3);
  return [channelsFirst(bias === undefined ? joined : tf.add(joined, bias))];
};

/** Inputs dy [N, O, H', W'] and the weights; output dx. */
export const convolutionInputGradient: Handler = (node, operands) => {
  const weight = operands.tensor(1);
  const inputShape = intsAttribute(node, 'input_shape', []);
  return [spread(operands.tensor(0), weight, inputShape, windowOf(node, weight.shape), groupsOf(node))];
};

/** The gradient of the convolution that would lead from its output to its input, and a bias. */
export const transposedConvolution: Handler = (node, operands) => {
  const [input, weight, bias] = [operands.tensor(0), operands.tensor(1), operands.optional(2)];
  const [batch = 1, , height = 1, width = 1] = input.shape;
  const window = readTransposedWindow(node, weight.shape.slice(2));
  const filters = (weight.shape[1] ?? 1) * groupsOf(node);
  const outputShape = [batch, filters, ...transposedOutput(window, height, width)];
  const output = spread(input, weight, outputShape, window, groupsOf(node));
  return [bias === undefined ? output : tf.add(output, tf.reshape(bias, [1, filters, 1, 1]))];
};

/** Values [N, O, H', W'], each times the weights [O, C/group, kh, kw] where its window lies: [N, C, H, W]. */
function spread(
  values: tf.Tensor,
  weight: tf.Tensor,
  [batch = 1, channels = 1, height = 1, width = 1]: readonly number[],
  window: Window,
  group: number,
): tf.Tensor {
  const { pads } = window;
  const inputShape = [batch, height + pads[0] + pads[2], width + pads[1] + pads[3], channels / group];
  const pieces = split(channelsLast(values), group, 3);
  const parts = split(weight, group, 0).map((part, index) =>
    tf
      .engine()
      .runKernel<tf.Tensor>(
        tf.Conv2DBackpropInput,
        { dy: pieces[index] ?? values, filter: kernelOf(part, window) },
        { ...moves(window), inputShape },
      ),
  );
  const padded = tf.concat(parts, 3);
  return channelsFirst(tf.slice(padded, [0, pads[0], pads[1], 0], [batch, height, width, channels]));
}

/** Inputs dy [N, O, H', W'] and x; output dw [O, C/group, kh, kw]. */
export const convolutionWeightGradient: Handler = (node, operands) => {
  const [gradient, input] = [operands.tensor(0), operands.tensor(1)];
  const weightShape = intsAttribute(node, 'weight_shape', []);
  const [filters = 1, perGroup = 1] = weightShape;
  const window = windowOf(node, weightShape);
  const group = groupsOf(node);
  const filterShape = [...dilatedSize(window), perGroup, filters / group];
  const images = split(paddedImages(input, window), group, 3);
  const parts = split(channelsLast(gradient), group, 3).map((dy, index) => {
    const kernel = tf
      .engine()
      .runKernel<tf.Tensor>(
        tf.Conv2DBackpropFilter,
        { x: images[index] ?? input, dy },
        { ...moves(window), filterShape },
      );
    return tf.transpose(withoutHoles(kernel, window), [3, 2, 0, 1]);
  });
  return [tf.concat(parts, 0)];
};

function groupsOf(node: GraphNode): number {
  return numberAttribute(node, 'group', 1);
}

function windowOf(node: GraphNode, weightShape: readonly number[]): Window {
  return readWindow(node, weightShape.slice(2));
}

function moves({ strides }: Window): { strides: [number, number]; pad: 'valid'; dataFormat: 'NHWC' } {
  return { strides: [...strides], pad: 'valid', dataFormat: 'NHWC' };
}

function channelsLast(tensor: tf.Tensor): tf.Tensor {
  return tf.transpose(tensor, [0, 2, 3, 1]);
}

function channelsFirst(tensor: tf.Tensor): tf.Tensor {
  return tf.transpose(tensor, [0, 3, 1, 2]);
}

function paddedImages(input: tf.Tensor, { pads }: Window): tf.Tensor {
  const images = channelsLast(input);
  if (pads.every((pad) => pad === 0)) return images;
  return tf.pad(images, [
    [0, 0],
    [pads[0], pads[2]],
    [pads[1], pads[3]],
    [0, 0],
  ]);
}

function split(tensor: tf.Tensor, parts: number, axis: number): tf.Tensor[] {
  return parts === 1 ? [tensor] : tf.split(tensor, parts, axis);
}

function dilatedSize({ kernel, dilations }: Window): [number, number] {
  return [(kernel[0] - 1) * dilations[0] + 1, (kernel[1] - 1) * dilations[1] + 1];
}

function isDilated({ dilations }: Window): boolean {
  return dilations.some((dilation) => dilation !== 1);
}

/** Weights [O, C, kh, kw] as [kh, kw, C, O], zeros between the elements of a dilated kernel. */
function kernelOf(weight: tf.Tensor, window: Window): tf.Tensor {
  const kernel = tf.transpose(weight, [2, 3, 1, 0]);
  if (!isDilated(window)) return kernel;
  const [height = 1, width = 1, channels = 1, filters = 1] = kernel.shape;
  const [down, across] = window.dilations;
  const spread = tf.pad(tf.reshape(kernel, [height, 1, width, 1, channels * filters]), [
    [0, 0],
    [0, down - 1],
    [0, 0],
    [0, across - 1],
    [0, 0],
  ]);
  const whole = tf.reshape(spread, [height * down, width * across, channels, filters]);
  return tf.slice(whole, [0, 0, 0, 0], [...dilatedSize(window), channels, filters]);
}

/** The elements of a kernel [.., .., C, O] that `kernelOf` did not put there as zeros: [kh, kw, C, O]. */
function withoutHoles(kernel: tf.Tensor, window: Window): tf.Tensor {
  if (!isDilated(window)) return kernel;
  return tf.stridedSlice(kernel, [0, 0, 0, 0], kernel.shape, [...window.dilations, 1, 1]);
}
