import { expect, it } from 'vitest';
import { createRandom } from '../../../../src-shared/random.ts';
import type { NamedTensors, StepExecutable } from '../../../../src-main/backend/backend.ts';
import { carryState } from '../../../../src-main/backend/carry-state.ts';
import { createOnnxRuntimeBackend } from '../../../../src-main/backend/onnxruntime/session.ts';
import { LABELS } from '../../../../src-main/graph/objective/classification.ts';
import { LEARNING_RATE } from '../../../../src-main/graph/optimizer.ts';
import { floatTensor } from '../../../../src-main/graph/tensor.ts';
import { buildTrainingStep, LOSS } from '../../../../src-main/graph/training-step.ts';
import { initialState } from '../../../../src-main/training/training-state.ts';
import { buildSmallNetwork } from '../../../small-network.ts';

const BATCH = 4;
const layer = { channels: 16, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'none' } as const;
const network = buildSmallNetwork({ layers: [layer, layer], side: 8, classes: 3, transposed: true, seed: 1 });
const step = buildTrainingStep(network, { batchSize: BATCH, momentum: 0.9, weightDecay: 5e-4, sparsity: 1e-4 });
const start = initialState(network, step);
const backend = createOnnxRuntimeBackend({ device: 'cpu' });

/** Memory that every run's inputs are written into anew, as batches are. */
const images = new Float32Array(step.imageShape.reduce((product, size) => product * size, 1));

function inputsOf(run: number): NamedTensors {
  const random = createRandom(7, 'run', run);
  for (let index = 0; index < images.length; index++) images[index] = random.normal();
  return {
    [step.images]: floatTensor(step.imageShape, images),
    [LABELS]: { type: 'int64', shape: [BATCH], data: BigInt64Array.of(0n, 1n, 2n, BigInt(run % 3)) },
    [LEARNING_RATE]: floatTensor([], [0.1 / (run + 1)]),
  };
}

/** Losses of six runs in these portions, and the state they end with. */
async function runAll(executable: StepExecutable, portions: readonly number[]): Promise<unknown> {
  const losses: number[] = [];
  let done = 0;
  for (const count of portions) {
    const before = done;
    const results = await executable.run(count, (index) => inputsOf(before + index));
    losses.push(...results.map((outputs) => Number(outputs[LOSS]?.data[0])));
    done += count;
  }
  const state = await executable.readState();
  await executable.release();
  return { losses, state };
}

// Would catch a state that isn't handed on, inputs of another run, and results in another order.
it.each([[[6]], [[1, 2, 3]], [[3, 1, 2]]])(
  'steps in portions of %j are those of one run after another',
  async (portions) => {
    const one = await runAll(carryState(await backend.load(step.graph), start), [1, 1, 1, 1, 1, 1]);
    expect(await runAll(await backend.loadStep(step.graph, start), portions)).toEqual(one);
  },
);

it('leaves a state that was read as it is: catches memory that the next run writes into', async () => {
  const executable = await backend.loadStep(step.graph, start);
  await executable.run(2, inputsOf);
  const read = await executable.readState();
  const copies = structuredClone(read);
  await executable.run(1, inputsOf);
  expect(read).toEqual(copies);
  await executable.release();
});
