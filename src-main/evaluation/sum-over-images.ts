import { EspalierError } from '../../src-shared/errors.ts';
import type { Backend } from '../backend/backend.ts';
import type { BatchLoader } from '../data/batch.ts';
import type { Graph } from '../graph/graph.ts';
import { floatTensor, type Tensor } from '../graph/tensor.ts';

/** A graph from a batch of images to float32 values, whose sums over batches are wanted. */
export interface ImagePass {
  readonly graph: Graph;
  /** The input's name. */
  readonly images: string;
  /** [N, C, H, W]. */
  readonly imageShape: readonly number[];
}

/** Training images to look at, in an order drawn by the seed. */
export interface Calibration {
  readonly backend: Backend;
  readonly loader: BatchLoader;
  readonly images: number;
  readonly seed: number;
}

/**
 * Runs whole batches of training images, plain and shuffled, until so many images are seen, and adds the values named in
 * `sums` to them. Returns how many batches that were.
 * @throws EspalierError `internal` where the graph does not give such values.
 */
export async function sumOverImages(
  { graph, images: input, imageShape }: ImagePass,
  sums: ReadonlyMap<string, Float32Array | Float64Array>,
  { backend, loader, images, seed }: Calibration,
): Promise<number> {
  const [batchSize = 1] = imageShape;
  const executable = await backend.load(graph);
  const batches = loader.open('train', { batchSize, seed, epoch: 0, augment: false, shuffle: true, dropLast: true });
  let count = 0;
  try {
    for (let batch = batches.next(); batch !== undefined && count * batchSize < images; batch = batches.next()) {
      const outputs = await executable.run({ [input]: floatTensor(imageShape, batch.images) });
      for (const [name, sum] of sums) addTo(sum, name, outputs[name]);
      count++;
    }
  } finally {
    await batches.close();
    await executable.release();
  }
  return count;
}

function addTo(sum: Float32Array | Float64Array, name: string, values: Tensor | undefined): void {
  if (values?.type !== 'float32' || values.data.length !== sum.length) {
    throw new EspalierError('internal', `a pass over the calibration images gave no "${name}" of ${sum.length} values`);
  }
  const { data } = values;
  for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] ?? 0) + (data[index] ?? 0);
}
