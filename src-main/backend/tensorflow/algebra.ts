import * as tf from '@tensorflow/tfjs-core';
import { intsAttribute, numberAttribute } from '../../graph/attribute.ts';
import type { GraphNode } from '../../graph/graph.ts';
import type { Handler, Operands } from './handler.ts';

/** The handler of a function of one tensor, element by element. */
export const ofOne =
  (apply: (x: tf.Tensor) => tf.Tensor): Handler =>
  (_, operands) => [apply(operands.tensor(0))];

/** The handler of a function of two tensors that broadcast; of more, from left to right. */
export const ofAll =
  (apply: (left: tf.Tensor, right: tf.Tensor) => tf.Tensor): Handler =>
  (_, operands) => {
    const [first, ...others] = Array.from({ length: operands.count }, (__, index) => operands.tensor(index));
    return first === undefined ? [] : [others.reduce((left, right) => apply(left, right), tf.clone(first))];
  };

export const where: Handler = (_, operands) => {
  const [condition, yes, no] = [operands.tensor(0), operands.tensor(1), operands.tensor(2)];
  return [tf.where(tf.cast(condition, 'bool'), yes, no)];
};

export const matrixProduct: Handler = (_, operands) => {
  const [left, right] = [operands.tensor(0), operands.tensor(1)];
  const [inner = 1, columns = 1] = right.shape;
  if (right.rank !== 2 || left.rank === 2) return [tf.matMul(left, right)];
  const product = tf.matMul(tf.reshape(left, [-1, inner]), right);
  return [tf.reshape(product, [...left.shape.slice(0, -1), columns])];
};

/** alpha·A'·B' + beta·C. */
export const gemm: Handler = (node, operands) => {
  const [left, right, bias] = [operands.tensor(0), operands.tensor(1), operands.optional(2)];
  const transposed = (name: string): boolean => numberAttribute(node, name, 0) !== 0;
  const product = scaled(tf.matMul(left, right, transposed('transA'), transposed('transB')), 'alpha');
  return [bias === undefined ? product : tf.add(product, scaled(bias, 'beta'))];

  function scaled(tensor: tf.Tensor, name: string): tf.Tensor {
    const factor = numberAttribute(node, name, 1);
    return factor === 1 ? tensor : tf.mul(tensor, factor);
  }
};

export const reduceSum: Handler = (node, operands) => [
  tf.sum(operands.tensor(0), reducedAxes(node, operands), keepsAxes(node)),
];

export const reduceMean: Handler = (node, operands) => [
  tf.mean(operands.tensor(0), reducedAxes(node, operands), keepsAxes(node)),
];

/** An input, or until operator set 17 of a mean an attribute; all where there are none. */
function reducedAxes(node: GraphNode, operands: Operands): number[] {
  return operands.ints(1) ?? [...intsAttribute(node, 'axes', [...operands.tensor(0).shape.keys()])];
}

function keepsAxes(node: GraphNode): boolean {
  return numberAttribute(node, 'keepdims', 1) === 1;
}
