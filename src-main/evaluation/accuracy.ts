import type { Backend } from '../backend/backend.ts';
import type { BatchLoader } from '../data/batch.ts';
import { EspalierError } from '../../src-shared/errors.ts';
import { readClassifier } from '../graph/classifier.ts';
import type { Graph } from '../graph/graph.ts';
import { floatTensor } from '../graph/tensor.ts';

export interface Accuracy {
  /** Mean cross-entropy. */
  readonly loss: number;
  /** Top-1, in [0, 1]. */
  readonly accuracy: number;
}

const BATCH_SIZE = 250;

/** Loss and top-1 accuracy of a classifier on the whole test split, unaugmented. */
export async function evaluateAccuracy(graph: Graph, backend: Backend, loader: BatchLoader): Promise<Accuracy> {
  const { images, channels, height, width, logits, classes } = readClassifier(graph);
  const executable = await backend.load(graph);
  const batches = loader.open('test', {
    batchSize: BATCH_SIZE,
    seed: 0,
    epoch: 0,
    augment: false,
    shuffle: false,
    dropLast: false,
  });
  let loss = 0;
  let correct = 0;
  let count = 0;
  try {
    for (let batch = batches.next(); batch !== undefined; batch = batches.next()) {
      const outputs = await executable.run({
        [images]: floatTensor([batch.size, channels, height, width], batch.images),
      });
      const scores = outputs[logits];
      if (scores?.type !== 'float32') throw new EspalierError('internal', `the network gave no "${logits}"`);
      for (let image = 0; image < batch.size; image++) {
        const row = scores.data.subarray(image * classes, (image + 1) * classes);
        const label = Number(batch.labels[image]);
        loss += crossEntropy(row, label);
        if (indexOfLargest(row) === label) correct++;
      }
      count += batch.size;
    }
  } finally {
    await batches.close();
    await executable.release();
  }
  return { loss: loss / count, accuracy: correct / count };
}

function crossEntropy(scores: Float32Array, label: number): number {
  let largest = -Infinity;
  for (const score of scores) largest = Math.max(largest, score);
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - largest);
  return largest + Math.log(sum) - (scores[label] ?? 0);
}

function indexOfLargest(scores: Float32Array): number {
  let best = 0;
  for (let index = 1; index < scores.length; index++) {
    if ((scores[index] ?? 0) > (scores[best] ?? 0)) best = index;
  }
  return best;
}
