import type { Certificate } from '../../src-shared/result.ts';
import type { DenseMatrix } from './matrix.ts';
import type { RowSpace } from './row-space.ts';
import type { Solver } from './sketch.ts';
import { differenceNorm } from './spectral-norm.ts';

type InformationErrors = Pick<Certificate, 'relativeError' | 'bound' | 'keptError' | 'optimumError'>;

/**
 * Measures what a sketch B kept of A's information, ‖AᵀA − BᵀB‖₂ / ‖A‖_F², beside the solver's bound, the same error for
 * the plainly kept filters and the least there is. `b` and `kept` (l × r) are in the coordinates of A's row space. The
 * error is that of B as delivered; the bound holds for an unscaled sketch without filled rows.
 * A zero matrix has nothing to lose: all errors are 0.
 */
export function certifySketch(space: RowSpace, b: DenseMatrix, kept: DenseMatrix, solver: Solver): InformationErrors {
  const { squares } = space;
  const total = squares.reduce((sum, square) => sum + square, 0);
  if (total === 0) return { relativeError: 0, bound: 0, keptError: 0, optimumError: 0 };
  return {
    relativeError: differenceNorm(squares, b) / total,
    bound: errorBound(squares, b.rows, solver),
    keptError: differenceNorm(squares, kept) / total,
    optimumError: (squares[b.rows] ?? 0) / total,
  };
}

/**
 * The guaranteed relative error of a sketch of `count` rows, from the squared singular values, largest first: for the
 * Frequent Directions min over k < l of ‖A − A_k‖_F² / ((l − k)·‖A‖_F²), for Liberty 2013 2 / l, for the exact
 * decomposition its error σ²_{l+1} / ‖A‖_F² itself.
 */
export function errorBound(squares: Float64Array, count: number, solver: Solver): number {
  const total = squares.reduce((sum, square) => sum + square, 0);
  switch (solver) {
    case 'svd':
      return (squares[count] ?? 0) / total;
    case 'liberty-2013':
      return 2 / count;
    case 'frequent-directions':
    case 'fast-frequent-directions':
      return frequentDirectionsBound(squares, count) / total;
  }
}

function frequentDirectionsBound(squares: Float64Array, count: number): number {
  // The tail is summed from its small end, so that a vanishing one comes out as zero.
  const tails = new Float64Array(squares.length + 1);
  for (let rank = squares.length - 1; rank >= 0; rank--) tails[rank] = (tails[rank + 1] ?? 0) + (squares[rank] ?? 0);
  let bound = Number.POSITIVE_INFINITY;
  for (let rank = 0; rank < count; rank++) bound = Math.min(bound, (tails[rank] ?? 0) / (count - rank));
  return bound;
}
