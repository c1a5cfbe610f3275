import { zeroMatrix } from './matrix.ts';
import type { RowSpace } from './row-space.ts';
import type { SketchedRows } from './shrink.ts';

/**
 * The best sketch there is: B = Σ_l·V_lᵀ, the first l = `count` terms of the singular value decomposition, with
 * ‖AᵀA − BᵀB‖₂ = σ²_{l+1} (Eckart, Young, Mirsky). In the coordinates of A's row space it is diagonal.
 */
export function truncatedSvd({ squares }: RowSpace, count: number): SketchedRows {
  const rank = squares.length;
  const rows = zeroMatrix(count, rank);
  for (let index = 0; index < Math.min(count, rank); index++) {
    rows.data[index * rank + index] = Math.sqrt(squares[index] ?? 0);
  }
  return { rows, shrinks: 0 };
}
