import * as tf from '@tensorflow/tfjs-core';
import { numberAttribute } from '../../graph/attribute.ts';
import type { GraphNode } from '../../graph/graph.ts';
import type { Handler } from './handler.ts';

/** PyTorch's SGD: m ← μm + g + λw + s·sign(w), w ← w − ηm; inputs w, g, m, η; outputs w, m. */
export const sgdMomentum: Handler = (node, operands) => {
  const [weight, momentum, rate] = [operands.tensor(0), operands.tensor(2), operands.tensor(3)];
  const kept = tf.mul(momentum, numberAttribute(node, 'momentum', 0));
  const nextMomentum = tf.add(kept, penalised(node, operands.tensor(1), weight));
  return [tf.sub(weight, tf.mul(nextMomentum, rate)), nextMomentum];
};

/**
 * PyTorch's Adam (arXiv 1412.6980, algorithm 1): m ← β₁m + (1 − β₁)g', v ← β₂v + (1 − β₂)g'² with g' = g + λw + s·sign(w),
 * w ← w − η·m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε); inputs w, g, m, v, η, t; outputs w, m, v.
 */
export const adam: Handler = (node, operands) => {
  const [weight, first, second] = [operands.tensor(0), operands.tensor(2), operands.tensor(3)];
  const [rate, step] = [operands.tensor(4), operands.tensor(5)];
  const [beta1, beta2] = [numberAttribute(node, 'beta1', 0.9), numberAttribute(node, 'beta2', 0.999)];
  const gradient = penalised(node, operands.tensor(1), weight);
  const nextFirst = tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1));
  const nextSecond = tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2));
  const deviation = tf.sqrt(tf.div(nextSecond, biasCorrection(beta2)));
  const direction = tf.div(nextFirst, tf.add(deviation, numberAttribute(node, 'epsilon', 1e-8)));
  return [tf.sub(weight, tf.mul(direction, tf.div(rate, biasCorrection(beta1)))), nextFirst, nextSecond];

  /** 1 − βᵗ. */
  function biasCorrection(beta: number): tf.Tensor {
    return tf.neg(tf.expm1(tf.mul(step, Math.log(beta))));
  }
};

/** g + λw + s·sign(w). */
function penalised(node: GraphNode, gradient: tf.Tensor, weight: tf.Tensor): tf.Tensor {
  const decay = tf.mul(weight, numberAttribute(node, 'weight_decay', 0));
  const penalty = tf.mul(tf.sign(weight), numberAttribute(node, 'sparsity', 0));
  return tf.addN([gradient, decay, penalty]);
}
