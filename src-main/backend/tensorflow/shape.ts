import * as tf from '@tensorflow/tfjs-core';
import { numberAttribute, textAttribute } from '../../graph/attribute.ts';
import { repetition } from '../../graph/gradients/resize.ts';
import { permutationOf } from '../../graph/shape-rules/layout.ts';
import { refuse, type Handler } from './handler.ts';

export const flatten: Handler = (node, operands) => {
  const tensor = operands.tensor(0);
  const axis = numberAttribute(node, 'axis', 1);
  const split = axis < 0 ? axis + tensor.rank : axis;
  return [tf.reshape(tensor, [tf.util.sizeFromShape(tensor.shape.slice(0, split)), -1])];
};

/** A size of 0 stands for the input's, −1 for what is left. */
export const reshape: Handler = (node, operands) => {
  const tensor = operands.tensor(0);
  const wanted = operands.ints(1) ?? refuse(node, 'it has no shape');
  return [
    tf.reshape(
      tensor,
      wanted.map((size, axis) => (size === 0 ? (tensor.shape[axis] ?? 0) : size)),
    ),
  ];
};

export const concatenate: Handler = (node, operands) => [
  tf.concat(
    Array.from({ length: operands.count }, (_, index) => operands.tensor(index)),
    numberAttribute(node, 'axis', 1),
  ),
];

/** Bounds are counted from the end where negative, and cut to the axis. */
export const slice: Handler = (node, operands) => {
  const { shape, rank } = operands.tensor(0);
  const starts = operands.ints(1) ?? refuse(node, 'it has no starts');
  const ends = operands.ints(2) ?? refuse(node, 'it has no ends');
  const axes = (operands.ints(3) ?? [...starts.keys()]).map((axis) => (axis < 0 ? axis + rank : axis));
  const steps = operands.ints(4) ?? starts.map(() => 1);
  const begin = shape.map(() => 0);
  const end = [...shape];
  const stride = shape.map(() => 1);
  axes.forEach((axis, which) => {
    const size = shape[axis] ?? 0;
    const within = (place = 0): number => Math.min(Math.max(place < 0 ? place + size : place, 0), size);
    begin[axis] = within(starts[which]);
    end[axis] = within(ends[which]);
    stride[axis] = steps[which] ?? 1;
  });
  return [tf.stridedSlice(operands.tensor(0), begin, end, stride)];
};

export const transpose: Handler = (node, operands) => {
  const tensor = operands.tensor(0);
  return [tf.transpose(tensor, [...permutationOf(node, tensor.rank)])];
};

export const squeeze: Handler = (_, operands) => {
  const tensor = operands.tensor(0);
  const axes = operands.ints(1)?.map((axis) => (axis < 0 ? axis + tensor.rank : axis));
  return [
    tf.reshape(
      tensor,
      tensor.shape.filter((size, axis) => !(axes?.includes(axis) ?? size === 1)),
    ),
  ];
};

export const unsqueeze: Handler = (node, operands) => {
  const tensor = operands.tensor(0);
  const given = operands.ints(1) ?? refuse(node, 'it has no axes');
  const rank = tensor.rank + given.length;
  const axes = given.map((axis) => (axis < 0 ? axis + rank : axis));
  const rest = tensor.shape.values();
  return [
    tf.reshape(
      tensor,
      Array.from({ length: rank }, (_, axis) => (axes.includes(axis) ? 1 : (rest.next().value ?? 1))),
    ),
  ];
};

/** Sizes of 1 in the wanted shape keep the tensor's. */
export const expand: Handler = (node, operands) => {
  const wanted = operands.ints(1) ?? refuse(node, 'it has no shape');
  const tensor = operands.tensor(0);
  const shape = tf.broadcast_util.assertAndGetBroadcastShape(tensor.shape, wanted);
  return [tf.broadcastTo(tensor, shape)];
};

export const split: Handler = (node, operands) => {
  const tensor = operands.tensor(0);
  const given = numberAttribute(node, 'axis', 0);
  const size = tensor.shape[given < 0 ? given + tensor.rank : given] ?? 0;
  const even = Math.ceil(size / node.outputs.length);
  const sizes = operands.ints(1) ?? node.outputs.map((_, part) => Math.min(even, size - part * even));
  return tf.split(tensor, sizes, given);
};

export const pad: Handler = (node, operands) => {
  const tensor = operands.tensor(0);
  const amounts = operands.ints(1) ?? refuse(node, 'it has no pads');
  const axes = (operands.ints(3) ?? [...tensor.shape.keys()]).map((axis) => (axis < 0 ? axis + tensor.rank : axis));
  if (textAttribute(node, 'mode', 'constant') !== 'constant' || amounts.some((amount) => amount < 0)) {
    return refuse(node, 'only padding with a constant is supported');
  }
  const around = tensor.shape.map((_, axis): [number, number] => {
    const which = axes.indexOf(axis);
    return which < 0 ? [0, 0] : [amounts[which] ?? 0, amounts[which + axes.length] ?? 0];
  });
  return [tf.pad(tensor, around, operands.optional(2)?.dataSync()[0] ?? 0)];
};

/** Whole repetitions of pixels. */
export const resize: Handler = (node, operands) => {
  const tensor = operands.tensor(0);
  const [batch = 1, channels = 1, height = 1, width = 1] = tensor.shape;
  const scales = operands.optional(2)?.dataSync() ?? [];
  const output = operands.ints(3) ?? tensor.shape.map((size, axis) => Math.floor(size * (scales[axis] ?? 1)));
  const [down, across] = repetition(node, tensor.shape, output);
  const spread = tf.tile(tf.reshape(tensor, [batch * channels, height, 1, width, 1]), [1, 1, down, 1, across]);
  return [tf.reshape(spread, [batch, channels, height * down, width * across])];
};
