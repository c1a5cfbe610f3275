import * as tf from '@tensorflow/tfjs-core';
import { numberAttribute } from '../../graph/attribute.ts';
import type { GraphNode } from '../../graph/graph.ts';
import { logProbabilities } from './activation.ts';
import type { Handler } from './handler.ts';

/** Mean cross-entropy of logits [N, classes] against labels [N]; outputs loss, log-probabilities [N, classes], correct count. */
export const softmaxCrossEntropy: Handler = (node, operands) => {
  const [logits, labels] = [operands.tensor(0), operands.tensor(1)];
  const [batch = 1] = logits.shape;
  const logs = logProbabilities(logits, 1);
  const loss = tf.div(tf.sum(tf.mul(logs, oneHot(node, labels))), -batch);
  const hits = tf.equal(tf.argMax(logits, 1), labels);
  return [loss, logs, tf.sum(tf.cast(hits, 'float32'))];
};

/** (softmax − one-hot) / N. */
export const softmaxCrossEntropyGradient: Handler = (node, operands) => {
  const [logs, labels] = [operands.tensor(0), operands.tensor(1)];
  const [batch = 1] = logs.shape;
  return [tf.div(tf.sub(tf.exp(logs), oneHot(node, labels)), batch)];
};

function oneHot(node: GraphNode, labels: tf.Tensor): tf.Tensor {
  return tf.cast(tf.oneHot(labels, numberAttribute(node, 'classes', 0)), 'float32');
}
