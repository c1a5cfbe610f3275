import { expect, it } from 'vitest';
import { createRandom } from '../../../../src-shared/random.ts';
import type { NamedTensors, StepExecutable } from '../../../../src-main/backend/backend.ts';
import { carryState } from '../../../../src-main/backend/carry-state.ts';
import { createOnnxRuntimeBackend } from '../../../../src-main/backend/onnxruntime/session.ts';
import { LABELS } from '../../../../src-main/graph/objective/classification.ts';
import { LEARNING_RATE } from '../../../../src-main/graph/optimizer.ts';
import { countElements, floatTensor } from '../../../../src-main/graph/tensor.ts';
import { buildTrainingStep, LOSS, type TrainingStep } from '../../../../src-main/graph/training-step.ts';
import { initialState, type TrainingState } from '../../../../src-main/training/training-state.ts';
import { buildSmallNetwork } from '../../../small-network.ts';

const BATCH = 4;
const layer = { channels: 16, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'none' } as const;
const backend = createOnnxRuntimeBackend({ device: 'cpu' });

/** Of two convolutions on maps of this side: of 4, their weights are kept with the channels last. */
function makeStep(side: number): { step: TrainingStep; start: TrainingState } {
  const network = buildSmallNetwork({ layers: [layer, layer], side, classes: 3, transposed: true, seed: 1 });
  const step = buildTrainingStep(network, { batchSize: BATCH, momentum: 0.9, weightDecay: 5e-4, sparsity: 1e-4 });
  return { step, start: initialState(network, step) };
}

/** Each run's inputs, written into the same memory, as batches are. */
function feed(step: TrainingStep): (run: number) => NamedTensors {
  const images = new Float32Array(countElements(step.imageShape));
  return (run) => {
    const random = createRandom(7, 'run', run);
    for (let index = 0; index < images.length; index++) images[index] = random.normal();
    return {
      [step.images]: floatTensor(step.imageShape, images),
      [LABELS]: { type: 'int64', shape: [BATCH], data: BigInt64Array.of(0n, 1n, 2n, BigInt(run % 3)) },
      [LEARNING_RATE]: floatTensor([], [0.1 / (run + 1)]),
    };
  };
}

/** Losses of runs in these portions, and the state they end with. */
async function runAll(executable: StepExecutable, step: TrainingStep, portions: readonly number[]): Promise<unknown> {
  const inputsOf = feed(step);
  const losses: number[] = [];
  for (const count of portions) {
    const done = losses.length;
    const results = await executable.run(count, (index) => inputsOf(done + index));
    losses.push(...results.map((outputs) => Number(outputs[LOSS]?.data[0])));
  }
  const state = await executable.readState();
  await executable.release();
  return { losses, state };
}

// Would catch a state that isn't handed on or comes back in another order, inputs of another run, and results in another order.
it.each([
  [8, [6]],
  [8, [1, 2, 3]],
  [4, [3, 1, 2]],
])('steps on maps of side %d in portions of %j are those of one run after another', async (side, portions) => {
  const { step, start } = makeStep(side);
  const one = await runAll(carryState(await backend.load(step.graph), start), step, [1, 1, 1, 1, 1, 1]);
  expect(await runAll(await backend.loadStep(step.graph, start), step, portions)).toEqual(one);
});

it('leaves a state that was read as it is: catches memory that the next run writes into', async () => {
  const { step, start } = makeStep(8);
  const inputsOf = feed(step);
  const executable = await backend.loadStep(step.graph, start);
  await executable.run(2, inputsOf);
  const read = await executable.readState();
  const copies = structuredClone(read);
  await executable.run(1, inputsOf);
  expect(read).toEqual(copies);
  await executable.release();
});
