import * as tf from '@tensorflow/tfjs-core';
import { numberAttribute } from '../../graph/attribute.ts';
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
