import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { transpose, type DenseMatrix, type MatrixProducts } from './matrix.ts';

/**
 * Rotates a sketch B towards the kept filters K (both l × r): B ← Q·B with the orthogonal Q that minimises ‖Q·B − K‖_F,
 * which is Q = U·Vᵀ of the singular value decomposition K·Bᵀ = U·S·Vᵀ (Schönemann, "A generalized solution of the
 * orthogonal Procrustes problem", Psychometrika 31 (1966)). BᵀB stays what it was, so no information is lost, and row i
 * becomes the mixture that stands in best for kept filter i.
 */
export async function alignToKept(b: DenseMatrix, kept: DenseMatrix, products: MatrixProducts): Promise<DenseMatrix> {
  if (b.columns === 0) return b;
  const agreement = await products.multiply(kept, transpose(b));
  const { leftSingularVectors, rightSingularVectors } = new SingularValueDecomposition(
    Matrix.from1DArray(agreement.rows, agreement.columns, agreement.data),
  );
  const rotation = await products.multiply(toDense(leftSingularVectors), transpose(toDense(rightSingularVectors)));
  return products.multiply(rotation, b);
}

function toDense(matrix: Matrix): DenseMatrix {
  return { rows: matrix.rows, columns: matrix.columns, data: Float64Array.from(matrix.to1DArray()) };
}
