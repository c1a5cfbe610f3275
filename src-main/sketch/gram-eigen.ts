import type { DenseMatrix, MatrixProducts } from './matrix.ts';
import { decomposeSymmetric, type SymmetricEigen } from './symmetric-eigen.ts';
import { decomposeTridiagonal } from './tridiagonal-eigen.ts';
import { tridiagonalize, undoReflections } from './tridiagonalize.ts';

/** Up to this size the plain decomposition is the quicker one. */
const SMALL = 64;

/**
 * Eigen-decomposition of a layer's Gram matrix, or any symmetric matrix too large for the plain one: tridiagonal form,
 * divide and conquer, and everything of order n³ but the first step by the backend's matrix products.
 */
export async function decomposeGram(gram: DenseMatrix, products: MatrixProducts): Promise<SymmetricEigen> {
  if (gram.rows <= SMALL) return decomposeSymmetric(gram);
  const tridiagonal = tridiagonalize(gram);
  const { values, vectors } = await decomposeTridiagonal(tridiagonal.diagonal, tridiagonal.offDiagonal, products);
  return { values, vectors: await undoReflections(vectors, tridiagonal, products) };
}
