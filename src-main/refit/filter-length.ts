import { dot, rowOf, type DenseMatrix } from '../sketch/matrix.ts';
import type { Regression } from './regress.ts';

/**
 * Scales every filter to the length it had. A batch normalisation behind it cancels that, but the step that fine-tuning
 * makes relative to a filter's length does depend on it.
 */
export function keepLengths(regression: Regression, before: DenseMatrix): Regression {
  const weights = { ...regression.weights, data: regression.weights.data.slice() };
  const means = regression.means.slice();
  const variances = regression.variances.slice();
  for (let row = 0; row < weights.rows; row++) {
    const filter = rowOf(weights, row);
    const length = squaredLength(filter);
    if (length === 0) continue;
    const factor = Math.sqrt(squaredLength(rowOf(before, row)) / length);
    for (let index = 0; index < filter.length; index++) filter[index] = (filter[index] ?? 0) * factor;
    means[row] = (means[row] ?? 0) * factor;
    variances[row] = (variances[row] ?? 0) * factor ** 2;
  }
  return { weights, means, variances, intercepts: regression.intercepts };
}

function squaredLength(row: Float64Array): number {
  return dot(row, row);
}
