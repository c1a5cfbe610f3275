import { expect, it } from 'vitest';
import { findChannelsLast } from '../../../../../src-main/backend/onnxruntime/lowering/channels-last-weights.ts';
import { momentumName } from '../../../../../src-main/graph/optimizer.ts';
import { concreteShape, inferShapes } from '../../../../../src-main/graph/shape-inference.ts';
import { buildTrainingStep } from '../../../../../src-main/graph/training-step.ts';
import { buildVgg16 } from '../../../../../src-main/network/vgg16.ts';

// Would catch weights whose gradients are carried back by a convolution, which reads them with their channels first.
it('keeps the channels last of the weights of maps up to 4×4, and of their momenta', () => {
  const network = buildVgg16({ classes: 10, width: 0.125, seed: 1 });
  const step = buildTrainingStep(network, { batchSize: 8, momentum: 0.9, weightDecay: 0, sparsity: 0 });
  const shapes = inferShapes(step.graph);
  const { states, gradients } = findChannelsLast(step.graph, (value) => concreteShape(shapes, value));
  const layers = ['conv4_1', 'conv4_2', 'conv4_3', 'conv5_1', 'conv5_2', 'conv5_3'].map((name) => `${name}.weight`);
  expect([...states].sort()).toEqual([...layers, ...layers.map(momentumName)].sort());
  expect(gradients.size).toBe(layers.length);
});
