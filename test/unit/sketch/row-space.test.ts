import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMatrixProducts } from '../../../src-main/backend/onnxruntime/matrix-products.ts';
import { squaredNorm, transpose } from '../../../src-main/sketch/matrix.ts';
import { findMixing, findRowSpace } from '../../../src-main/sketch/row-space.ts';
import { anyMatrix, gaussianMatrix, largestDifference, naiveProduct } from './matrices.ts';

describe('findRowSpace', () => {
  let products: Awaited<ReturnType<typeof createMatrixProducts>>;
  beforeAll(async () => {
    products = await createMatrixProducts();
  });
  afterAll(() => products.release());

  it('keeps every inner product of rows, and leads back to them', async () => {
    // Would catch a lost or doubled direction of a rank-deficient matrix.
    await fc.assert(
      fc.asyncProperty(anyMatrix, async (a) => {
        const space = await findRowSpace(a, products);
        const total = squaredNorm(a);
        const grams = [a, space.coordinates].map((x) => naiveProduct(x, transpose(x)));
        const [original, reduced] = grams;
        if (original === undefined || reduced === undefined) throw new Error('two Gram matrices were made');
        expect(largestDifference(original, reduced)).toBeLessThanOrEqual(1e-12 * total);
        const again = await products.multiply(await findMixing(space.coordinates, space, products), a);
        expect(largestDifference(again, a)).toBeLessThanOrEqual(1e-6 * Math.sqrt(total));
      }),
    );
  });

  it('finds the rank', async () => {
    const a = naiveProduct(gaussianMatrix(30, 7, 1), gaussianMatrix(7, 50, 2));
    expect((await findRowSpace(a, products)).squares).toHaveLength(7);
    expect((await findRowSpace(gaussianMatrix(64, 27, 3), products)).squares).toHaveLength(27);
    expect((await findRowSpace({ rows: 3, columns: 2, data: new Float64Array(6) }, products)).squares).toHaveLength(0);
  });
});
