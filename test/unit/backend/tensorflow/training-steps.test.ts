import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Backend, NamedTensors } from '../../../../src-main/backend/backend.ts';
import { createOnnxRuntimeBackend } from '../../../../src-main/backend/onnxruntime/session.ts';
import { createTensorflowBackend } from '../../../../src-main/backend/tensorflow/backend.ts';
import { floatWeight } from '../../../../src-main/graph/graph.ts';
import { floatTensor, zeros, type FloatTensor } from '../../../../src-main/graph/tensor.ts';
import { buildTrainingStep, momentumName, nextName } from '../../../../src-main/graph/training-step.ts';
import { buildVgg16 } from '../../../../src-main/network/vgg16.ts';
import { createRandom } from '../../../../src-shared/random.ts';
import { relativeDifference } from '../../graph/gradient-check.ts';

const BATCH = 8;
const STEPS = 3;
// Of this seed no activation lies within rounding of zero, nor two within rounding of each other in one pooling window; one
// that does can turn a ReLU or a maximum, and a layer's gradient by far more than rounding.
const SEED = 3;

interface Steps {
  readonly losses: number[];
  readonly states: Readonly<Record<string, FloatTensor>>[];
}

async function takeSteps(backend: Backend): Promise<Steps> {
  const network = buildVgg16({ classes: 10, width: 0.0625, seed: SEED });
  const settings = { batchSize: BATCH, momentum: 0.9, weightDecay: 5e-4, sparsity: 1e-2 };
  const step = buildTrainingStep(network, settings);
  const executable = await backend.load(step.graph);
  const random = createRandom(SEED, 'images');
  const images = floatTensor(
    step.imageShape,
    Float32Array.from({ length: BATCH * 3072 }, () => random.normal()),
  );
  const labels = BigInt64Array.from({ length: BATCH }, (_, index) => BigInt(index % 10));
  let state: Record<string, FloatTensor> = {};
  for (const name of [...step.parameters, ...step.statistics]) state[name] = floatWeight(network, name);
  for (const name of step.parameters) state[momentumName(name)] = zeros(floatWeight(network, name).shape);
  const states: Record<string, FloatTensor>[] = [];
  const losses: number[] = [];
  for (let count = 0; count < STEPS; count++) {
    const results: NamedTensors = await executable.run({
      ...state,
      [step.images]: images,
      labels: { type: 'int64', shape: [BATCH], data: labels },
      learningRate: floatTensor([], [0.02]),
    });
    losses.push(Number(results['loss']?.data[0]));
    state = Object.fromEntries(Object.keys(state).map((name) => [name, floats(results[nextName(name)])]));
    states.push(state);
  }
  await executable.release();
  return { losses, states };
}

function floats(tensor: NamedTensors[string] | undefined): FloatTensor {
  if (tensor?.type !== 'float32') throw new Error('not a float32 output');
  return tensor;
}

describe('training steps of VGG16 on TensorFlow.js', () => {
  let expected: Steps = { losses: [], states: [] };
  let found: Steps = expected;
  let tensorsLeft = -1;

  beforeAll(async () => {
    expected = await takeSteps(createOnnxRuntimeBackend({ device: 'cpu', threads: 1 }));
    const tensorflow = await createTensorflowBackend('javascript');
    const before = tf.memory().numTensors;
    found = await takeSteps(tensorflow);
    tensorsLeft = tf.memory().numTensors - before;
  }, 120_000);

  it('have the losses of ONNX Runtime', () => {
    // Would catch a wrong operator in either pass or in the update.
    expect(found.losses.length).toBe(STEPS);
    found.losses.forEach((loss, step) => {
      expect(Math.abs(loss / (expected.losses[step] ?? 0) - 1), `step ${step + 1}`).toBeLessThan(1e-4);
    });
  });

  it.each(Array.from({ length: STEPS }, (_, step) => [step + 1]))(
    'have its weights, running statistics and (by the momenta) gradients after step %i',
    (step) => {
      // Would catch a layer whose gradient is off, or a state that is not carried on.
      const [ours = {}, theirs = {}] = [found.states[step - 1], expected.states[step - 1]];
      expect(Object.keys(ours).length).toBeGreaterThan(100);
      for (const [name, { data }] of Object.entries(theirs)) {
        expect(relativeDifference(floats(ours[name]).data, data), name).toBeLessThan(1e-4);
      }
    },
  );

  it('leave no tensor behind', () => {
    // Would catch a leak, which ends a long training when memory is full.
    expect(tensorsLeft).toBe(0);
  });
});
