import { findDeadRows } from './fill-zero-rows.ts';
import type { DenseMatrix, MatrixProducts } from './matrix.ts';
import { nearestRotation } from './nearest-rotation.ts';
import type { Solver } from './sketch.ts';

/**
 * Rotates a sketch B towards the kept filters K (both l × r): B ← Q·B with the orthogonal Q that minimises ‖Q·B − K‖_F,
 * which is Q = U·Vᵀ of the singular value decomposition K·Bᵀ = U·S·Vᵀ (Schönemann, "A generalized solution of the
 * orthogonal Procrustes problem", Psychometrika 31 (1966)). BᵀB stays what it was, so no information is lost, and row i
 * becomes the mixture that stands in best for kept filter i.
 */
export async function alignToKept(b: DenseMatrix, kept: DenseMatrix, products: MatrixProducts): Promise<DenseMatrix> {
  if (b.columns === 0) return b;
  const agreement = await products.multiplyTransposed(kept, b);
  const rotation = await nearestRotation(agreement, products);
  return products.multiply(rotation, b);
}

/**
 * Whether aligning a sketch leaves all that a certificate says as it is. A rotation doesn't change BᵀB, so that only dead rows, which
 * are filled afterwards, could; and of orthogonal rows none becomes shorter than the shortest. Liberty's newest rows aren't orthogonal.
 */
export function keepsInformation(b: DenseMatrix, solver: Solver): boolean {
  return solver !== 'liberty-2013' && findDeadRows(b).length === 0;
}
