import { EspalierError } from '../../src-shared/errors.ts';
import type { Backend } from '../backend/backend.ts';
import type { BatchLoader } from '../data/batch.ts';
import { floatTensor, type Tensor } from '../graph/tensor.ts';
import type { DenseMatrix } from '../sketch/matrix.ts';
import { buildMomentPass, type LayerPair } from './moment-pass.ts';

const BATCH_SIZE = 64;

/**
 * What a regression of a layer's wanted outputs on its inputs needs, summed over all positions of all images: x is the
 * patch a filter sees (d values in the order of a filter's weights), t the outputs to aim at (l values).
 */
export interface LayerMoments {
  /** Positions counted. */
  readonly count: number;
  /** Σ x (d). */
  readonly inputSum: Float64Array;
  /** Σ t (l). */
  readonly targetSum: Float64Array;
  /** Σ x·xᵀ (d × d). */
  readonly inputSquares: DenseMatrix;
  /** Σ t·xᵀ (l × d). */
  readonly targetProducts: DenseMatrix;
}

export interface Calibration {
  readonly backend: Backend;
  readonly loader: BatchLoader;
  /** Training images to look at; their labels are not used. */
  readonly images: number;
  readonly seed: number;
}

/**
 * Runs calibration images through both networks as far as the layer and sums the moments, in double precision over the
 * batches.
 * @throws EspalierError `bad-network` where the layer is neither Conv nor Gemm.
 */
export async function measureMoments(
  pair: LayerPair,
  { backend, loader, images, seed }: Calibration,
): Promise<LayerMoments> {
  const batchSize = Math.min(BATCH_SIZE, images);
  const pass = buildMomentPass(pair, batchSize);
  const { inputs: d, outputs: l } = pass;
  const inputSum = new Float64Array(d);
  const targetSum = new Float64Array(l);
  const inputSquares = { rows: d, columns: d, data: new Float64Array(d * d) };
  const targetProducts = { rows: l, columns: d, data: new Float64Array(l * d) };
  const executable = await backend.load(pass.graph);
  const batches = loader.open('train', { batchSize, seed, epoch: 0, augment: false, shuffle: true, dropLast: true });
  let count = 0;
  try {
    for (let batch = batches.next(); batch !== undefined && count < images; batch = batches.next()) {
      const outputs = await executable.run({ [pass.images]: floatTensor(pass.imageShape, batch.images) });
      addTo(inputSum, outputs[pass.inputSum]);
      addTo(targetSum, outputs[pass.targetSum]);
      addTo(inputSquares.data, outputs[pass.inputSquares]);
      addTo(targetProducts.data, outputs[pass.targetProducts]);
      count += batchSize;
    }
  } finally {
    await batches.close();
    await executable.release();
  }
  return { count: count * pass.positions, inputSum, targetSum, inputSquares, targetProducts };
}

function addTo(sum: Float64Array, values: Tensor | undefined): void {
  if (values?.type !== 'float32' || values.data.length !== sum.length) {
    throw new EspalierError('internal', 'a pass over the calibration images gave no moments');
  }
  const { data } = values;
  for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] ?? 0) + (data[index] ?? 0);
}
