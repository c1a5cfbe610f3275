import { decomposeGram } from './gram-eigen.ts';
import { transpose, zeroMatrix, type DenseMatrix, type MatrixProducts } from './matrix.ts';

/**
 * A matrix A (n × d) seen in the principal axes of its own row space: A = M·Vᵀ, where the r = rank(A) rows of Vᵀ are
 * orthonormal. Every inner product of rows, norm and spectrum of M is that of A, so whatever a sketch does with A it
 * can do with M, whose rows are only r ≤ min(n, d) long.
 */
export interface RowSpace {
  /** M (n × r); MᵀM is the diagonal matrix of `squares`. */
  readonly coordinates: DenseMatrix;
  /** The squared singular values σ_i² of A above rounding, largest first (r of them). */
  readonly squares: Float64Array;
  /** Leads from M's coordinates back to mixtures of A's rows: Vᵀ = mixtures·A (r × n). */
  readonly mixtures: DenseMatrix;
}

/**
 * Finds the row space of A by its Gram matrix: A·Aᵀ = U·Λ·Uᵀ gives M = U·Λ^½ and Vᵀ = Λ^−½·Uᵀ·A.
 * Eigenvalues below n·ε·λ₁ are rounding and count as zero.
 */
export async function findRowSpace(a: DenseMatrix, products: MatrixProducts): Promise<RowSpace> {
  const { values, vectors } = await decomposeGram(await products.multiplyTransposed(a, a), products);
  const floor = a.rows * Number.EPSILON * (values[0] ?? 0);
  const squares = values.filter((value) => value > floor);
  const rank = squares.length;
  const stretched = zeroMatrix(rank, a.rows);
  const mixtures = zeroMatrix(rank, a.rows);
  for (let axis = 0; axis < rank; axis++) {
    const length = Math.sqrt(squares[axis] ?? 0);
    const end = (axis + 1) * a.rows;
    for (let entry = axis * a.rows; entry < end; entry++) {
      const direction = vectors.data[entry] ?? 0;
      stretched.data[entry] = direction * length;
      mixtures.data[entry] = direction / length;
    }
  }
  return { coordinates: transpose(stretched), squares, mixtures };
}

/** The mixing matrix (l × n) whose product with A are the rows given in M's coordinates (l × r). */
export async function findMixing(b: DenseMatrix, space: RowSpace, products: MatrixProducts): Promise<DenseMatrix> {
  if (b.columns === 0) return zeroMatrix(b.rows, space.coordinates.rows);
  return products.multiply(b, space.mixtures);
}
