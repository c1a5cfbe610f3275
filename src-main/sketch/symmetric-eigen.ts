import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { DenseMatrix } from './matrix.ts';

/** An orthonormal eigen-decomposition S = Σ λ_i·u_i·u_iᵀ, largest eigenvalue first. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  /** Row i is the eigenvector u_i. */
  readonly vectors: DenseMatrix;
}

/** Decomposes a symmetric matrix, n × n, in plain JavaScript: for n up to a hundred or so. */
export function decomposeSymmetric(s: DenseMatrix): SymmetricEigen {
  const size = s.rows;
  const decomposition = new EigenvalueDecomposition(Matrix.from1DArray(size, size, s.data), { assumeSymmetric: true });
  const ascending = decomposition.realEigenvalues;
  const columns = decomposition.eigenvectorMatrix;
  const values = new Float64Array(size);
  const vectors = new Float64Array(size * size);
  for (let index = 0; index < size; index++) {
    const from = size - 1 - index;
    values[index] = ascending[from] ?? 0;
    for (let entry = 0; entry < size; entry++) vectors[index * size + entry] = columns.get(entry, from);
  }
  return { values, vectors: { rows: size, columns: size, data: vectors } };
}
