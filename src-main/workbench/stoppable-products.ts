import type { MatrixProducts } from '../sketch/matrix.ts';
import { throwIfOvertaken } from './overtaken.ts';

/** Products that are refused once the signal aborts, so that whatever computes by them ends within one: `interrupted`. */
export function stopWith(signal: AbortSignal, products: MatrixProducts): MatrixProducts {
  return {
    multiply(x, y) {
      throwIfOvertaken(signal);
      return products.multiply(x, y);
    },
    multiplyTransposed(x, y) {
      throwIfOvertaken(signal);
      return products.multiplyTransposed(x, y);
    },
  };
}
