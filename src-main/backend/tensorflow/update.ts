import * as tf from '@tensorflow/tfjs-core';
import { numberAttribute } from '../../graph/attribute.ts';
import type { Handler } from './handler.ts';

/** PyTorch's SGD: m ← μm + g + λw + s·sign(w), w ← w − ηm; inputs w, g, m, η; outputs w, m. */
export const sgdMomentum: Handler = (node, operands) => {
  const [weight, gradient, momentum, rate] = [
    operands.tensor(0),
    operands.tensor(1),
    operands.tensor(2),
    operands.tensor(3),
  ];
  const decay = tf.mul(weight, numberAttribute(node, 'weight_decay', 0));
  const penalty = tf.mul(tf.sign(weight), numberAttribute(node, 'sparsity', 0));
  const kept = tf.mul(momentum, numberAttribute(node, 'momentum', 0));
  const nextMomentum = tf.addN([kept, gradient, decay, penalty]);
  return [tf.sub(weight, tf.mul(nextMomentum, rate)), nextMomentum];
};
