import type { DenseMatrix, MatrixProducts } from './matrix.ts';

/** Matrix products that say how long all of them have taken together. */
export function timeProducts(products: MatrixProducts): MatrixProducts & { milliseconds(): number } {
  let milliseconds = 0;
  async function time(product: Promise<DenseMatrix>): Promise<DenseMatrix> {
    const started = performance.now();
    const result = await product;
    milliseconds += performance.now() - started;
    return result;
  }
  return {
    multiply: (x, y) => time(products.multiply(x, y)),
    multiplyTransposed: (x, y) => time(products.multiplyTransposed(x, y)),
    milliseconds: () => milliseconds,
  };
}
