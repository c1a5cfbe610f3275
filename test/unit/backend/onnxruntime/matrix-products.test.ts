import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMatrixProducts } from '../../../../src-main/backend/onnxruntime/matrix-products.ts';
import { transpose } from '../../../../src-main/sketch/matrix.ts';
import { gaussianMatrix, largestDifference, naiveProduct } from '../../sketch/matrices.ts';

describe('createMatrixProducts', () => {
  let products: Awaited<ReturnType<typeof createMatrixProducts>>;
  beforeAll(async () => {
    products = await createMatrixProducts();
  });
  afterAll(() => products.release());

  it.each([
    [1, 1, 1],
    [3, 5, 2],
    [64, 27, 64],
    [33, 129, 70],
  ])('multiplies %i×%i by …×%i in double precision', async (rows, inner, columns) => {
    // Would catch single precision, swapped operands and sizes fixed at the first call.
    const x = gaussianMatrix(rows, inner, 1);
    const y = gaussianMatrix(inner, columns, 2);
    const product = await products.multiply(x, y);
    expect(product).toMatchObject({ rows, columns });
    expect(largestDifference(product, naiveProduct(x, y))).toBeLessThan(1e-12);
    const again = await products.multiplyTransposed(x, transpose(y));
    expect(again).toMatchObject({ rows, columns });
    expect(largestDifference(again, product)).toBeLessThan(1e-12);
  });

  it('leaves a view of a larger buffer alone', async () => {
    // Would catch reading the whole buffer behind a subarray.
    const whole = gaussianMatrix(4, 3, 3);
    const view = { rows: 2, columns: 3, data: whole.data.subarray(3, 9) };
    const y = gaussianMatrix(3, 2, 4);
    expect(largestDifference(await products.multiply(view, y), naiveProduct(view, y))).toBeLessThan(1e-13);
  });

  it('refuses sizes that do not fit', async () => {
    await expect(products.multiply(gaussianMatrix(2, 3, 1), gaussianMatrix(2, 3, 1))).rejects.toThrow('2×3 by 2×3');
    const transposed = products.multiplyTransposed(gaussianMatrix(2, 3, 1), gaussianMatrix(3, 2, 1));
    await expect(transposed).rejects.toThrow('2×3 by a transposed 3×2');
  });
});
