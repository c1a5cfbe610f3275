import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../../../src-main/backend/backend.ts';
import { createOnnxRuntimeBackend } from '../../../../src-main/backend/onnxruntime/session.ts';
import { createTensorflowBackend } from '../../../../src-main/backend/tensorflow/backend.ts';
import { relativeDifference } from '../../graph/gradient-check.ts';
import { expectFloats, takeVgg16Steps, type Vgg16Steps } from '../../graph/vgg16-steps.ts';

const STEPS = 3;
// Of this seed no activation lies within rounding of zero, nor two within rounding of each other in one pooling window; one
// that does can turn a ReLU or a maximum, and a layer's gradient by far more than rounding.
const SEED = 3;

function takeSteps(backend: Backend): Promise<Vgg16Steps> {
  return takeVgg16Steps(backend, { width: 0.0625, seed: SEED, steps: STEPS, learningRate: 0.02 });
}

describe('training steps of VGG16 on TensorFlow.js', () => {
  let expected: Vgg16Steps;
  let found: Vgg16Steps;
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
      const [ours = {}, theirs = {}] = [found.states[step], expected.states[step]];
      expect(Object.keys(ours).length).toBeGreaterThan(100);
      for (const [name, { data }] of Object.entries(theirs)) {
        expect(relativeDifference(expectFloats(ours[name]).data, data), name).toBeLessThan(1e-4);
      }
    },
  );

  it('leave no tensor behind', () => {
    // Would catch a leak, which ends a long training when memory is full.
    expect(tensorsLeft).toBe(0);
  });
});
