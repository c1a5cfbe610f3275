import {
  addToDiagonal,
  diagonalOf,
  dot,
  rowOf,
  subtract,
  transpose,
  zeroMatrix,
  type DenseMatrix,
  type MatrixProducts,
} from '../sketch/matrix.ts';
import { solvePositive } from '../sketch/solve-positive.ts';
import type { LayerMoments } from './layer-moments.ts';

/** Of single precision, relative to the trace. */
const ROUNDING = 2 ** -23;

/** A linear map from patches to outputs, t ≈ W·x + b, and what its outputs are like. */
export interface Regression {
  /** W (l × d). */
  readonly weights: DenseMatrix;
  /** Mean of W·x over the positions (l). */
  readonly means: Float64Array;
  /** Variance of W·x over the positions (l). */
  readonly variances: Float64Array;
  /** b (l): with it the mean of the outputs is that of the targets. */
  readonly intercepts: Float64Array;
}

/**
 * Ridge regression towards given weights: the W that minimises Σ‖W·(x − x̄) − (t − t̄)‖² + λ‖W − start‖_F², with λ a share
 * `ridge` of the mean of the inputs' squares. With C the centred Σ x·xᵀ and D the centred Σ t·xᵀ that is
 * W = start + (D − start·C)·(C + λI)⁻¹ (Hoerl and Kennard, "Ridge regression", Technometrics 12 (1970), shifted).
 */
export async function regress(
  { count, inputSum, targetSum, inputSquares, targetProducts }: LayerMoments,
  start: DenseMatrix,
  ridge: number,
  products: MatrixProducts,
): Promise<Regression> {
  const centred = centre(inputSquares, inputSum, inputSum, count);
  const wanted = centre(targetProducts, targetSum, inputSum, count);
  const given = await products.multiply(start, centred);
  const change = transpose(
    await solvePositive(regularise(centred, inputSquares, ridge), transpose(subtract(wanted, given)), products),
  );
  const weights = { ...start, data: start.data.map((value, index) => value + (change.data[index] ?? 0)) };
  return {
    weights,
    ...describeOutputs(weights, await products.multiply(weights, centred), { count, inputSum, targetSum }),
  };
}

/** Σ (y − ȳ)(x − x̄)ᵀ out of Σ y·xᵀ. */
function centre(sums: DenseMatrix, rowSum: Float64Array, columnSum: Float64Array, count: number): DenseMatrix {
  const centred = zeroMatrix(sums.rows, sums.columns);
  for (let row = 0, index = 0; row < sums.rows; row++) {
    const mean = (rowSum[row] ?? 0) / count;
    for (let column = 0; column < sums.columns; column++, index++) {
      centred.data[index] = (sums.data[index] ?? 0) - mean * (columnSum[column] ?? 0);
    }
  }
  return centred;
}

/**
 * C + λI. λ keeps above the rounding of C, which comes from sums in single precision of the squares before they were centred;
 * inputs that depend on one another could make it indefinite.
 */
function regularise(c: DenseMatrix, squares: DenseMatrix, ridge: number): DenseMatrix {
  return addToDiagonal(c, Math.max(ridge * (traceOf(c) / c.rows), ROUNDING * traceOf(squares)) + 1e-30);
}

function traceOf(x: DenseMatrix): number {
  return diagonalOf(x).reduce((sum, entry) => sum + entry, 0);
}

/** Means W·x̄, variances diag(W·C·Wᵀ) / count and intercepts t̄ − W·x̄; `spread` is W·C. */
function describeOutputs(
  weights: DenseMatrix,
  spread: DenseMatrix,
  { count, inputSum, targetSum }: Pick<LayerMoments, 'count' | 'inputSum' | 'targetSum'>,
): Omit<Regression, 'weights'> {
  const means = new Float64Array(weights.rows);
  const variances = new Float64Array(weights.rows);
  for (let row = 0; row < weights.rows; row++) {
    means[row] = dot(rowOf(weights, row), inputSum) / count;
    variances[row] = Math.max(0, dot(rowOf(weights, row), rowOf(spread, row))) / count;
  }
  const intercepts = targetSum.map((sum, row) => sum / count - (means[row] ?? 0));
  return { means, variances, intercepts };
}
