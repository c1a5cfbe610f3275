import type { Backend } from '../backend/backend.ts';
import { LABELS } from '../graph/objective/classification.ts';
import { LEARNING_RATE } from '../graph/optimizer.ts';
import { floatTensor, zeros } from '../graph/tensor.ts';
import { buildTrainingStep } from '../graph/training-step.ts';
import { buildVgg16 } from '../network/vgg16.ts';
import { initialState } from './training-state.ts';

const BATCH_SIZE = 32;
const TRIES = 3;
/** Steps of a try: enough for an engine that works ahead. */
const STEPS = 4;

/** Milliseconds of a training step of VGG16 ×0.25 on 32 images: the least of three tries, after one to warm up. */
export async function timeTrainingStep(backend: Backend): Promise<number> {
  const network = buildVgg16({ classes: 10, width: 0.25, seed: 1 });
  const step = buildTrainingStep(network, { batchSize: BATCH_SIZE, momentum: 0.9, weightDecay: 5e-4, sparsity: 0 });
  const executable = await backend.loadStep(step.graph, initialState(network, step));
  const inputs = {
    [step.images]: zeros(step.imageShape),
    [LABELS]: { type: 'int64', shape: [BATCH_SIZE], data: new BigInt64Array(BATCH_SIZE) },
    [LEARNING_RATE]: floatTensor([], [0]),
  } as const;
  let least = Infinity;
  for (let attempt = 0; attempt <= TRIES; attempt++) {
    const began = performance.now();
    await executable.run(STEPS, () => inputs);
    if (attempt > 0) least = Math.min(least, (performance.now() - began) / STEPS);
  }
  await executable.release();
  return least;
}
