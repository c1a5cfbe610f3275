import type { TrainingSettings } from '../../src-shared/recipe.ts';
import { estimateStepSession } from '../backend/onnxruntime/session-memory.ts';
import { SLOTS } from '../data/batch-ring.ts';
import type { Graph } from '../graph/graph.ts';
import { buildTrainingStep } from '../graph/training-step.ts';

/** Of weights, momenta and sums: before a run, after it, and what is about to be collected. */
const STATE_COPIES = 3;
/** Of a batch: in the ring, out of it, and twice with the session. */
const BATCH_COPIES = SLOTS + 3;
const BYTES_PER_VALUE = 4;

/** The memory that training a network takes on the CPU beside the network itself and its images: in bytes. */
export async function estimateTraining(
  network: Graph,
  settings: Pick<TrainingSettings, 'batchSize' | 'accumulate' | 'recompute' | 'optimizer'>,
): Promise<number> {
  const step = buildTrainingStep(network, { ...settings, momentum: 0, weightDecay: 0, sparsity: 0 });
  const fed = new Set([step.images, ...step.targets.map(({ name }) => name)]);
  let batch = 0;
  let state = 0;
  for (const { name, shape } of step.graph.inputs) {
    const bytes = shape.map(Number).reduce((product, size) => product * size, BYTES_PER_VALUE);
    if (fed.has(name)) batch += bytes;
    else state += bytes;
  }
  return STATE_COPIES * state + BATCH_COPIES * batch + (await estimateStepSession(step.graph));
}
