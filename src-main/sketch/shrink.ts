import { decomposeGram } from './gram-eigen.ts';
import { squaredNorm, zeroMatrix, type DenseMatrix, type MatrixProducts } from './matrix.ts';

/** Rows orthogonal to one another, with their squared lengths, largest first. */
export interface OrthogonalRows {
  readonly rows: DenseMatrix;
  readonly squares: Float64Array;
}

/** What a sketching algorithm returns: B (l × r), and how often it shrank. */
export interface SketchedRows {
  readonly rows: DenseMatrix;
  readonly shrinks: number;
}

/**
 * The squared singular value σ_i² after δ has been taken off, as a share of σ_i²: the square of what a shrink multiplies
 * the i-th direction with. A direction that is only rounding (σ_i² ≤ `floor`) vanishes.
 */
export function shrunkShare(square: number, delta: number, floor: number): number {
  return square > Math.max(delta, floor) ? (square - delta) / square : 0;
}

/**
 * One shrink of a buffer X = Σ σ_i·u_i·v_iᵀ: its first `keep` directions as the rows √max(σ_i² − δ, 0)·v_iᵀ, where δ is
 * the `position`-th largest σ² (counted from 1; past the last one δ = 0, and the rows are only made orthogonal).
 */
export async function shrinkRows(
  buffer: DenseMatrix,
  keep: number,
  position: number,
  products: MatrixProducts,
): Promise<OrthogonalRows> {
  const { values, vectors } = await decomposeGram(await products.multiplyTransposed(buffer, buffer), products);
  const delta = Math.max(0, values[position - 1] ?? 0);
  const floor = buffer.rows * Number.EPSILON * squaredNorm(buffer);
  const squares = new Float64Array(keep);
  const mixing = zeroMatrix(keep, buffer.rows);
  for (let index = 0; index < Math.min(keep, values.length); index++) {
    const share = shrunkShare(values[index] ?? 0, delta, floor);
    squares[index] = share * (values[index] ?? 0);
    const factor = Math.sqrt(share);
    for (let entry = 0; entry < buffer.rows; entry++) {
      mixing.data[index * buffer.rows + entry] = factor * (vectors.data[index * buffer.rows + entry] ?? 0);
    }
  }
  return { rows: await products.multiply(mixing, buffer), squares };
}
