import type { MatrixProducts } from './matrix.ts';

/** Matrix products that say how long all of them have taken together. */
export function timeProducts(products: MatrixProducts): MatrixProducts & { milliseconds(): number } {
  let milliseconds = 0;
  return {
    async multiply(x, y) {
      const started = performance.now();
      const product = await products.multiply(x, y);
      milliseconds += performance.now() - started;
      return product;
    },
    milliseconds: () => milliseconds,
  };
}
