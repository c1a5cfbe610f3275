import type { Backend } from '../backend/backend.ts';
import type { BatchLoader } from '../data/batch.ts';
import { EspalierError } from '../../src-shared/errors.ts';
import { fittingBatch } from './fitting-batch.ts';
import type { Graph } from '../graph/graph.ts';
import { readImageInput } from '../graph/image-input.ts';
import { floatTensor, type FloatTensor } from '../graph/tensor.ts';

const COMPARED_IMAGES = 64;

/** The largest absolute difference between two networks' outputs on a batch of test images. */
export async function compareOutputs(
  left: Graph,
  right: Graph,
  backend: Backend,
  loader: BatchLoader,
): Promise<number> {
  return compareOn(await firstTestImages(left, loader, COMPARED_IMAGES), left, right, backend);
}

/** The largest absolute difference between two networks' outputs on images [N, C, H, W]; infinite where one has an output more. */
export async function compareOn(images: FloatTensor, left: Graph, right: Graph, backend: Backend): Promise<number> {
  const found = await outputsOf(left, images, backend);
  const others = await outputsOf(right, images, backend);
  if (found.size !== others.size) return Infinity;
  return Math.max(...[...found].map(([name, values]) => largestDifference(values, others.get(name) ?? NOTHING)));
}

const NOTHING = new Float32Array();

/** The first test images, as a network takes them: [at most `count`, C, H, W]; fewer of large ones. */
export async function firstTestImages(graph: Graph, loader: BatchLoader, count: number): Promise<FloatTensor> {
  const { channels, height, width } = readImageInput(graph);
  const batches = loader.open('test', {
    batchSize: fittingBatch({ height, width }, count),
    seed: 0,
    epoch: 0,
    augment: false,
    shuffle: false,
    dropLast: false,
  });
  try {
    const batch = batches.next();
    if (batch === undefined) throw new EspalierError('bad-dataset', 'the test split is empty');
    return floatTensor([batch.size, channels, height, width], batch.images.slice());
  } finally {
    await batches.close();
  }
}

/** What a network makes of images [N, C, H, W]: the values of each of its outputs, by name. */
export async function outputsOf(
  graph: Graph,
  images: FloatTensor,
  backend: Backend,
): Promise<ReadonlyMap<string, Float32Array>> {
  const executable = await backend.load(graph);
  try {
    const outputs = await executable.run({ [readImageInput(graph).images]: images });
    return new Map(
      graph.outputs.map(({ name }) => {
        const values = outputs[name];
        if (values?.type !== 'float32') throw new EspalierError('internal', `the network gave no "${name}"`);
        return [name, values.data];
      }),
    );
  } finally {
    await executable.release();
  }
}

export function largestDifference(left: Float32Array, right: Float32Array): number {
  if (left.length !== right.length) return Infinity;
  return left.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (right[index] ?? Infinity))), 0);
}
