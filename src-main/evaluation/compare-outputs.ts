import type { Backend } from '../backend/backend.ts';
import type { BatchLoader } from '../data/batch.ts';
import { EspalierError } from '../../src-shared/errors.ts';
import { readClassifier } from '../graph/classifier.ts';
import type { Graph } from '../graph/graph.ts';
import { floatTensor } from '../graph/tensor.ts';

/** The largest absolute difference between two classifiers' outputs on a batch of test images. */
export async function compareOutputs(
  left: Graph,
  right: Graph,
  backend: Backend,
  loader: BatchLoader,
): Promise<number> {
  const batches = loader.open('test', {
    batchSize: 64,
    seed: 0,
    epoch: 0,
    augment: false,
    shuffle: false,
    dropLast: false,
  });
  try {
    const batch = batches.next();
    if (batch === undefined) throw new EspalierError('bad-dataset', 'the test split is empty');
    const images = { size: batch.size, data: batch.images };
    const first = await outputsOf(left, images, backend);
    const second = await outputsOf(right, images, backend);
    return first.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (second[index] ?? Infinity))), 0);
  } finally {
    await batches.close();
  }
}

async function outputsOf(
  graph: Graph,
  { size, data }: { readonly size: number; readonly data: Float32Array },
  backend: Backend,
): Promise<Float32Array> {
  const { images, channels, height, width, logits } = readClassifier(graph);
  const executable = await backend.load(graph);
  try {
    const outputs = await executable.run({ [images]: floatTensor([size, channels, height, width], data) });
    const scores = outputs[logits];
    if (scores?.type !== 'float32') throw new EspalierError('internal', `the network gave no "${logits}"`);
    return scores.data;
  } finally {
    await executable.release();
  }
}
