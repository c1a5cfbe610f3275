import * as tf from '@tensorflow/tfjs-core';
import { numberAttribute } from '../../graph/attribute.ts';
import type { Handler } from './handler.ts';

export const add: Handler = (_, operands) => [tf.add(operands.tensor(0), operands.tensor(1))];

export const multiply: Handler = (_, operands) => [tf.mul(operands.tensor(0), operands.tensor(1))];

export const matrixProduct: Handler = (_, operands) => [tf.matMul(operands.tensor(0), operands.tensor(1))];

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
  tf.sum(operands.tensor(0), operands.ints(1), numberAttribute(node, 'keepdims', 1) === 1),
];
