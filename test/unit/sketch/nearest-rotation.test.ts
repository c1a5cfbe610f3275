import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMatrixProducts } from '../../../src-main/backend/onnxruntime/matrix-products.ts';
import {
  diagonalOf,
  identityMatrix,
  squaredNorm,
  transpose,
  zeroMatrix,
  type DenseMatrix,
} from '../../../src-main/sketch/matrix.ts';
import { nearestRotation } from '../../../src-main/sketch/nearest-rotation.ts';
import { decayingMatrix, gaussianMatrix, largestDifference, naiveProduct } from './matrices.ts';

/** Large enough to be found by products. */
const SIZE = 90;

/** What the nearest rotation Q makes of tr(QᵀC): the sum of the singular values. */
function nuclearNorm(c: DenseMatrix): number {
  const { diagonal } = new SingularValueDecomposition(Matrix.from1DArray(c.rows, c.columns, c.data));
  return diagonal.reduce((sum, value) => sum + value, 0);
}

/** A matrix whose singular values reach from 1 down to `least`. */
function withLeast(least: number): DenseMatrix {
  const x = gaussianMatrix(SIZE, SIZE, 3);
  const { leftSingularVectors, rightSingularVectors } = new SingularValueDecomposition(
    Matrix.from1DArray(SIZE, SIZE, x.data),
  );
  const values = Array.from({ length: SIZE }, (_, index) => least ** (index / (SIZE - 1)));
  const product = leftSingularVectors.mmul(Matrix.diag(values)).mmul(rightSingularVectors.transpose());
  return { rows: SIZE, columns: SIZE, data: Float64Array.from(product.to1DArray()) };
}

/** Half of its columns zero, as of a sketch with dead rows. */
function halfZero(): DenseMatrix {
  const x = gaussianMatrix(SIZE, SIZE, 4);
  return { ...x, data: x.data.map((entry, index) => (index % SIZE < SIZE / 2 ? entry : 0)) };
}

describe('nearestRotation', () => {
  let products: Awaited<ReturnType<typeof createMatrixProducts>>;
  beforeAll(async () => {
    products = await createMatrixProducts();
  });
  afterAll(() => products.release());

  it.each([
    ['a random matrix', gaussianMatrix(SIZE, SIZE, 1)],
    ['a decaying spectrum', decayingMatrix(SIZE, SIZE, 2)],
    ['singular values down to 1e-9', withLeast(1e-9)],
    ['half of the columns zero', halfZero()],
    ['half of the rows zero', transpose(halfZero())],
    [
      'a tiny scale',
      { ...gaussianMatrix(SIZE, SIZE, 5), data: gaussianMatrix(SIZE, SIZE, 5).data.map((x) => x * 1e-9) },
    ],
    ['a small matrix', gaussianMatrix(20, 20, 6)],
  ])('is orthogonal, and as near as the singular value decomposition: %s', async (_, c) => {
    // Would catch an iteration that stops before it has converged, or a singular matrix's lost directions.
    const rotation = await nearestRotation(c, products);
    const identity = identityMatrix(c.rows);
    expect(largestDifference(naiveProduct(transpose(rotation), rotation), identity)).toBeLessThan(1e-12);
    const agreement = diagonalOf(naiveProduct(transpose(rotation), c)).reduce((sum, entry) => sum + entry, 0);
    expect(agreement).toBeGreaterThan(nuclearNorm(c) - 1e-9 * Math.sqrt(squaredNorm(c)));
  });

  it('finds some rotation where a step of the iteration would never get away from zero', async () => {
    // Would catch a matrix that isn't orthogonal where the added diagonal doesn't fill what is missing: a shift with one entry less.
    const shift = zeroMatrix(SIZE, SIZE);
    for (let row = 0; row + 1 < SIZE; row++) shift.data[row * SIZE + row + 1] = 1;
    for (const c of [shift, zeroMatrix(SIZE, SIZE)]) {
      const rotation = await nearestRotation(c, products);
      const gram = naiveProduct(transpose(rotation), rotation);
      expect(largestDifference(gram, identityMatrix(SIZE))).toBeLessThan(1e-12);
    }
  });
});
