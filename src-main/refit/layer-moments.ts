import { sumOverImages, type Calibration } from '../evaluation/sum-over-images.ts';
import type { DenseMatrix } from '../sketch/matrix.ts';
import { buildMomentPass, countPatchValues, type LayerPair } from './moment-pass.ts';

const LARGEST_BATCH = 64;
/** A quarter of a GiB of patches. */
const MOST_PATCH_VALUES = 2 ** 26;

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

/**
 * Runs calibration images through both networks as far as the layer and sums the moments, in double precision over the
 * batches.
 * @throws EspalierError `bad-network` where the layer is neither Conv nor Gemm.
 */
export async function measureMoments(pair: LayerPair, calibration: Calibration): Promise<LayerMoments> {
  const fitting = Math.max(1, Math.floor(MOST_PATCH_VALUES / countPatchValues(pair)));
  const batchSize = Math.min(LARGEST_BATCH, fitting, calibration.images);
  const pass = buildMomentPass(pair, batchSize);
  const { inputs: d, outputs: l } = pass;
  const inputSum = new Float64Array(d);
  const targetSum = new Float64Array(l);
  const inputSquares = { rows: d, columns: d, data: new Float64Array(d * d) };
  const targetProducts = { rows: l, columns: d, data: new Float64Array(l * d) };
  const sums = new Map([
    [pass.inputSum, inputSum],
    [pass.targetSum, targetSum],
    [pass.inputSquares, inputSquares.data],
    [pass.targetProducts, targetProducts.data],
  ]);
  const count = batchSize * (await sumOverImages(pass, sums, calibration));
  return { count: count * pass.positions, inputSum, targetSum, inputSquares, targetProducts };
}
