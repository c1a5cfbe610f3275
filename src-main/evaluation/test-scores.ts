import { EspalierError } from '../../src-shared/errors.ts';
import type { Backend } from '../backend/backend.ts';
import type { BatchLoader } from '../data/batch.ts';
import { readClassifier } from '../graph/classifier.ts';
import type { Graph } from '../graph/graph.ts';
import { LABELS } from '../graph/objective/classification.ts';
import { floatTensor } from '../graph/tensor.ts';
import { evaluationBatch } from './evaluation-batch.ts';

/** Shows a classifier's scores of each test image, in order, with the image's label; gives how many images there are. */
export async function scoreTestImages(
  graph: Graph,
  backend: Backend,
  loader: BatchLoader,
  see: (scores: Float32Array, label: number) => void,
): Promise<number> {
  const { images, channels, height, width, logits, classes } = readClassifier(graph);
  const executable = await backend.loadForBatches(graph);
  const batches = loader.open('test', {
    batchSize: evaluationBatch(graph),
    seed: 0,
    epoch: 0,
    augment: false,
    shuffle: false,
    dropLast: false,
  });
  let count = 0;
  try {
    for (let batch = batches.next(); batch !== undefined; batch = batches.next()) {
      const outputs = await executable.run({
        [images]: floatTensor([batch.size, channels, height, width], batch.images),
      });
      const scores = outputs[logits];
      if (scores?.type !== 'float32') throw new EspalierError('internal', `the network gave no "${logits}"`);
      for (let image = 0; image < batch.size; image++) {
        see(scores.data.subarray(image * classes, (image + 1) * classes), Number(batch.targets[LABELS]?.data[image]));
      }
      count += batch.size;
    }
  } finally {
    await batches.close();
    await executable.release();
  }
  return count;
}

/** The class that scores predict; of equals the first. */
export function indexOfLargest(scores: Float32Array): number {
  let best = 0;
  for (let index = 1; index < scores.length; index++) {
    if ((scores[index] ?? 0) > (scores[best] ?? 0)) best = index;
  }
  return best;
}
