import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMatrixProducts } from '../../../src-main/backend/onnxruntime/matrix-products.ts';
import { alignToKept } from '../../../src-main/sketch/align.ts';
import { squaredNorm, transpose, type DenseMatrix } from '../../../src-main/sketch/matrix.ts';
import { decomposeSymmetric } from '../../../src-main/sketch/symmetric-eigen.ts';
import { anyMatrix, gaussianMatrix, largestDifference, naiveProduct } from './matrices.ts';

/** A random orthogonal matrix: the eigenvectors of a random symmetric one. */
function randomRotation(size: number, seed: number): DenseMatrix {
  const x = gaussianMatrix(size, size, seed);
  return decomposeSymmetric({ ...x, data: x.data.map((entry, index) => entry + (transpose(x).data[index] ?? 0)) })
    .vectors;
}

function distance(x: DenseMatrix, y: DenseMatrix): number {
  return Math.sqrt(x.data.reduce((sum, entry, index) => sum + (entry - (y.data[index] ?? 0)) ** 2, 0));
}

describe('alignToKept', () => {
  let products: Awaited<ReturnType<typeof createMatrixProducts>>;
  beforeAll(async () => {
    products = await createMatrixProducts();
  });
  afterAll(() => products.release());

  it('keeps BᵀB and comes closer to the kept filters than any other rotation', async () => {
    // Would catch a transposed or non-orthogonal rotation, also where K·Bᵀ is singular.
    await fc.assert(
      fc.asyncProperty(anyMatrix, fc.nat(1000), async (b, seed) => {
        const scale = Math.sqrt(squaredNorm(b)) || 1;
        const kept = gaussianMatrix(b.rows, b.columns, seed);
        const aligned = await alignToKept(b, kept, products);
        const before = naiveProduct(transpose(b), b);
        expect(largestDifference(naiveProduct(transpose(aligned), aligned), before)).toBeLessThan(1e-12 * scale ** 2);
        const nearest = distance(aligned, kept) - 1e-10 * scale;
        expect(nearest).toBeLessThanOrEqual(distance(b, kept));
        for (let trial = 0; trial < 5; trial++) {
          const rotated = naiveProduct(randomRotation(b.rows, seed + trial), b);
          expect(nearest).toBeLessThanOrEqual(distance(rotated, kept));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('finds the kept filters again when the sketch is a rotation of them', async () => {
    // Would catch rows that end up standing for another kept filter.
    const kept = gaussianMatrix(20, 50, 1);
    const aligned = await alignToKept(naiveProduct(randomRotation(20, 2), kept), kept, products);
    expect(largestDifference(aligned, kept)).toBeLessThan(1e-11);
  });
});
