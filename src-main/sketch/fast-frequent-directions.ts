import { rowRange, stackRows, type DenseMatrix, type MatrixProducts } from './matrix.ts';
import { shrinkRows, type SketchedRows } from './shrink.ts';

/**
 * Frequent Directions with a buffer of 2l rows, l = `count`: only a full buffer is shrunk, to l rows, by δ = σ²_{l+1},
 * and so is what the buffer holds at the end. The same guarantee as plain Frequent Directions at a fraction of the
 * decompositions (Ghashami, Liberty, Phillips, Woodruff, SIAM J. Comput. 45 (2016)). Where n ≤ 2l it is one
 * exact decomposition less σ²_{l+1}.
 */
export async function fastFrequentDirections(
  a: DenseMatrix,
  count: number,
  products: MatrixProducts,
): Promise<SketchedRows> {
  let next = Math.min(2 * count, a.rows);
  let b = await shrinkRows(rowRange(a, 0, next), count, count + 1, products);
  let shrinks = next > count ? 1 : 0;
  while (next < a.rows) {
    const end = Math.min(next + count, a.rows);
    b = await shrinkRows(stackRows(b.rows, rowRange(a, next, end)), count, count + 1, products);
    next = end;
    shrinks++;
  }
  return { rows: b.rows, shrinks };
}
