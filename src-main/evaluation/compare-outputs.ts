import type { Backend } from '../backend/backend.ts';
import type { BatchLoader } from '../data/batch.ts';
import { EspalierError } from '../../src-shared/errors.ts';
import { readClassifier } from '../graph/classifier.ts';
import type { Graph } from '../graph/graph.ts';
import { floatTensor, type FloatTensor } from '../graph/tensor.ts';

/** The largest absolute difference between two classifiers' outputs on a batch of test images. */
export async function compareOutputs(
  left: Graph,
  right: Graph,
  backend: Backend,
  loader: BatchLoader,
): Promise<number> {
  const images = await firstTestImages(left, loader, 64);
  return largestDifference(await scoresOf(left, images, backend), await scoresOf(right, images, backend));
}

/** The first test images, as a classifier takes them: [at most `count`, C, H, W]. */
export async function firstTestImages(graph: Graph, loader: BatchLoader, count: number): Promise<FloatTensor> {
  const batches = loader.open('test', {
    batchSize: count,
    seed: 0,
    epoch: 0,
    augment: false,
    shuffle: false,
    dropLast: false,
  });
  try {
    const batch = batches.next();
    if (batch === undefined) throw new EspalierError('bad-dataset', 'the test split is empty');
    const { channels, height, width } = readClassifier(graph);
    return floatTensor([batch.size, channels, height, width], batch.images.slice());
  } finally {
    await batches.close();
  }
}

/** What a classifier makes of images [N, C, H, W]: its scores, row by row. */
export async function scoresOf(graph: Graph, images: FloatTensor, backend: Backend): Promise<Float32Array> {
  const classifier = readClassifier(graph);
  const executable = await backend.load(graph);
  try {
    const outputs = await executable.run({ [classifier.images]: images });
    const scores = outputs[classifier.logits];
    if (scores?.type !== 'float32') throw new EspalierError('internal', `the network gave no "${classifier.logits}"`);
    return scores.data;
  } finally {
    await executable.release();
  }
}

export function largestDifference(left: Float32Array, right: Float32Array): number {
  return left.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (right[index] ?? Infinity))), 0);
}
