import { rowRange, stackRows, zeroMatrix, type DenseMatrix, type MatrixProducts } from './matrix.ts';
import { shrinkRows, type OrthogonalRows, type SketchedRows } from './shrink.ts';

/**
 * The first matrix sketch: a row that finds no empty one among the l = `count` rows of B makes half of them empty, by
 * δ = σ² of the middle row, B ← √max(Σ² − δI, 0)·Vᵀ. Guarantee: 0 ⪯ AᵀA − BᵀB and ‖AᵀA − BᵀB‖₂ ≤ 2·‖A‖_F² / l
 * (Liberty, "Simple and deterministic matrix sketching", KDD 2013, Algorithm 1).
 */
export async function liberty2013(a: DenseMatrix, count: number, products: MatrixProducts): Promise<SketchedRows> {
  const middle = Math.ceil(count / 2);
  let next = Math.min(count, a.rows);
  let filled = rowRange(a, 0, next);
  let shrinks = 0;
  while (next < a.rows) {
    const live = withoutZeroRows(await shrinkRows(filled, count, middle, products));
    const end = Math.min(next + count - live.rows, a.rows);
    filled = stackRows(live, rowRange(a, next, end));
    next = end;
    shrinks++;
  }
  return { rows: stackRows(filled, zeroMatrix(count - filled.rows, a.columns)), shrinks };
}

function withoutZeroRows({ rows, squares }: OrthogonalRows): DenseMatrix {
  const firstZero = squares.indexOf(0);
  return rowRange(rows, 0, firstZero < 0 ? rows.rows : firstZero);
}
