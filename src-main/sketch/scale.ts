import type { SketchRecipe } from '../../src-shared/recipe.ts';
import { scaleBy, squaredNorm, type DenseMatrix } from './matrix.ts';

export type Scale = SketchRecipe['scale'];

/**
 * Scales a sketch B as a whole: not at all, to the Frobenius norm of the kept filters, or to Frobenius norm 1
 * (FilterSketch). A zero sketch stays zero.
 */
export function scaleSketch(b: DenseMatrix, kept: DenseMatrix, scale: Scale): DenseMatrix {
  const square = squaredNorm(b);
  if (scale === 'none' || square === 0) return b;
  const factor = Math.sqrt((scale === 'kept' ? squaredNorm(kept) : 1) / square);
  return scaleBy(b, factor);
}
