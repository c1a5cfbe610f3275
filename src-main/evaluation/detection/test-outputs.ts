import { EspalierError } from '../../../src-shared/errors.ts';
import type { Backend, Executable } from '../../backend/backend.ts';
import type { BatchLoader } from '../../data/batch.ts';
import type { SceneSplit } from '../../data/dataset.ts';
import type { Graph } from '../../graph/graph.ts';
import { buildLossPass, type LossPass } from '../../graph/loss-pass.ts';
import { floatTensor } from '../../graph/tensor.ts';
import { LOSS } from '../../graph/training-step.ts';
import { evaluationBatch } from '../evaluation-batch.ts';
import type { DetectedBatch } from './collect-detections.ts';

/** What a detector gives for the images of a batch, and its mean loss on them. */
export interface TestedBatch extends DetectedBatch {
  readonly loss: number;
}

/** Runs a detector over the test split, in order. The outputs of a batch are not valid once the next is asked for. */
export async function* runOverTestScenes(
  graph: Graph,
  backend: Backend,
  loader: BatchLoader,
  { scenes }: SceneSplit,
): AsyncGenerator<TestedBatch> {
  const batchSize = evaluationBatch(graph, scenes.length);
  const batches = loader.open('test', {
    batchSize,
    seed: 0,
    epoch: 0,
    augment: false,
    shuffle: false,
    dropLast: false,
  });
  let loaded: { readonly pass: LossPass; readonly executable: Executable } | undefined;
  let first = 0;
  try {
    for (let batch = batches.next(); batch !== undefined; batch = batches.next()) {
      if (loaded?.pass.imageShape[0] !== batch.size) {
        await loaded?.executable.release();
        loaded = undefined;
        const pass = buildLossPass(graph, batch.size);
        loaded = { pass, executable: await backend.loadForBatches(pass.graph) };
      }
      const { pass, executable } = loaded;
      const outputs = await executable.run({
        [pass.images]: floatTensor(pass.imageShape, batch.images),
        ...batch.targets,
      });
      const loss = outputs[LOSS]?.data[0];
      if (typeof loss !== 'number') throw new EspalierError('internal', 'the network gave no loss');
      yield { outputs, scenes: scenes.slice(first, first + batch.size), loss };
      first += batch.size;
    }
  } finally {
    await batches.close();
    await loaded?.executable.release();
  }
}
