import { describe, expect, it } from 'vitest';
import { createOnnxRuntimeBackend } from '../../../src-main/backend/onnxruntime/session.ts';
import { createTensorflowBackend } from '../../../src-main/backend/tensorflow/backend.ts';
import type { Backend, NamedState, NamedTensors } from '../../../src-main/backend/backend.ts';
import { floatTensor } from '../../../src-main/graph/tensor.ts';
import { buildTrainingStep, type StepOptions } from '../../../src-main/graph/training-step.ts';
import { placeOf, runSteps } from '../../../src-main/training/run-steps.ts';
import { initialState } from '../../../src-main/training/training-state.ts';
import { createRandom } from '../../../src-shared/random.ts';
import { buildSmallNetwork } from '../../small-network.ts';

const BATCH = 12;
const PIXELS = 3 * 8 * 8;
const STEPS = 3;
const layer = { channels: 5, kernel: 3, batchNorm: false, activation: 'Relu', pool: 'MaxPool' } as const;
const network = buildSmallNetwork({ layers: [layer, layer], side: 8, classes: 3, transposed: true, seed: 2 });
const random = createRandom(1, 'accumulate');
const images = Float32Array.from({ length: STEPS * BATCH * PIXELS }, () => random.normal());
const labels = BigInt64Array.from({ length: STEPS * BATCH }, () => BigInt(random.integer(3)));

/** Steps on the same batches, each done in so many parts. */
async function takeSteps(
  backend: Backend,
  optimizer: 'sgd' | 'adam',
  parts: number,
): Promise<{ state: NamedState; losses: number[]; correct: number[] }> {
  const options: StepOptions = {
    batchSize: BATCH,
    accumulate: parts,
    optimizer,
    momentum: 0.9,
    weightDecay: 0.01,
    sparsity: 0,
  };
  const step = buildTrainingStep(network, options);
  const executable = await backend.loadStep(step.graph, initialState(network, step));
  const size = BATCH / parts;
  const results = await runSteps(executable, { steps: STEPS, parts }, (index, part): NamedTensors => {
    const first = index * BATCH + part * size;
    const pixels = images.subarray(first * PIXELS, (first + size) * PIXELS);
    return {
      [step.images]: floatTensor(step.imageShape, pixels),
      labels: { type: 'int64', shape: [size], data: labels.subarray(first, first + size) },
      learningRate: floatTensor([], [0.02]),
      ...(step.countsSteps ? { stepNumber: floatTensor([], [index + 1]) } : {}),
      ...placeOf(part, parts),
    };
  });
  const state = await executable.readState();
  await executable.release();
  return { state, losses: results.map(({ loss }) => loss), correct: results.map(({ correct }) => correct) };
}

const backends = {
  'ONNX Runtime': () => Promise.resolve(createOnnxRuntimeBackend({ device: 'cpu', threads: 1 })),
  'TensorFlow.js': () => createTensorflowBackend('javascript'),
};

describe.each(Object.entries(backends))('a batch in parts on %s', (_, createBackend) => {
  it.each([
    ['sgd', 2],
    ['sgd', 12],
    ['adam', 4],
  ] as const)(
    'makes the updates of %s that it makes whole, in %i parts: catches lost or doubled gradients, decays and momenta',
    async (optimizer, parts) => {
      const backend = await createBackend();
      const whole = await takeSteps(backend, optimizer, 1);
      const inParts = await takeSteps(backend, optimizer, parts);
      expect(inParts.correct).toEqual(whole.correct);
      whole.losses.forEach((loss, index) => expect(inParts.losses[index]).toBeCloseTo(loss, 5));
      for (const [name, { data }] of whole.state) {
        const found = inParts.state.get(name)?.data ?? [];
        data.forEach((value, index) => {
          expect(Math.abs(Number(found[index]) - Number(value)), name).toBeLessThan(1e-5);
        });
      }
    },
  );
});
