import { EspalierError } from '../../src-shared/errors.ts';
import type { SketchRecipe } from '../../src-shared/recipe.ts';
import { fastFrequentDirections } from './fast-frequent-directions.ts';
import { frequentDirections } from './frequent-directions.ts';
import { liberty2013 } from './liberty-2013.ts';
import { zeroMatrix, type MatrixProducts } from './matrix.ts';
import type { RowSpace } from './row-space.ts';
import type { SketchedRows } from './shrink.ts';
import { truncatedSvd } from './truncated-svd.ts';

export type Solver = SketchRecipe['solver'];

/**
 * Sketches a matrix A (n rows) down to `count` ≤ n rows, so that BᵀB is close to AᵀA: the paper's Eq. (1).
 * B comes in the coordinates of A's row space (count × rank); rows past the rank of B are zero.
 * @throws EspalierError `internal` where `count` is not between 1 and n.
 */
export async function sketchRows(
  space: RowSpace,
  count: number,
  solver: Solver,
  products: MatrixProducts,
): Promise<SketchedRows> {
  const { coordinates } = space;
  if (!Number.isInteger(count) || count < 1 || count > coordinates.rows) {
    throw new EspalierError('internal', `${coordinates.rows} rows can't be sketched to ${count}`);
  }
  if (coordinates.columns === 0) return { rows: zeroMatrix(count, 0), shrinks: 0 };
  switch (solver) {
    case 'frequent-directions':
      return frequentDirections(coordinates, count, products);
    case 'fast-frequent-directions':
      return fastFrequentDirections(coordinates, count, products);
    case 'liberty-2013':
      return liberty2013(coordinates, count, products);
    case 'svd':
      return truncatedSvd(space, count);
  }
}
