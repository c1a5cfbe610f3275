import { insertRow, type Insertion } from './insert-row.ts';
import { composeInsertions } from './insertion-block.ts';
import { rowOf, rowRange, stackRows, zeroMatrix, type DenseMatrix, type MatrixProducts } from './matrix.ts';
import { shrinkRows, type OrthogonalRows, type SketchedRows } from './shrink.ts';

/** Rows inserted between two refreshes of B: so many that these count for little, as few as memory for their rotations allows. */
const BLOCK = 16;

/**
 * Frequent Directions, the paper's Algorithm 1: a sketch B of `count` rows of the matrix A whose rows arrive one by one.
 * Every row that finds B full is inserted below it, the l + 1 rows are decomposed, and the smallest squared singular
 * value δ = σ²_{l+1} is taken off all of them, which empties one row: B ← √(Σ² − δI)·Vᵀ.
 * Guarantee: 0 ⪯ AᵀA − BᵀB and ‖AᵀA − BᵀB‖₂ ≤ min_{k ≤ l} ‖A − A_k‖_F² / (l + 1 − k) (Ghashami, Liberty, Phillips,
 * Woodruff, "Frequent Directions", SIAM J. Comput. 45 (2016), Theorem 1.1, for a buffer of l + 1 rows).
 *
 * After a shrink B's rows are orthogonal, so the Gram matrix of B and one new row is an arrowhead, and its decomposition
 * costs O(l²). B itself is written out once a block, by a mixing matrix that costs no more than O(l²) a row either.
 */
export async function frequentDirections(
  a: DenseMatrix,
  count: number,
  products: MatrixProducts,
): Promise<SketchedRows> {
  let b = await shrinkRows(rowRange(a, 0, Math.min(count, a.rows)), count, count + 1, products);
  const room = Array.from({ length: Math.min(BLOCK, a.rows - count) }, () => zeroMatrix(count + 1, count + 1));
  for (let start = count; start < a.rows; start += BLOCK) {
    b = await insertRows(b, rowRange(a, start, Math.min(start + BLOCK, a.rows)), room, products);
  }
  return { rows: b.rows, shrinks: Math.max(0, a.rows - count) };
}

/** Inserts each row of the block and shrinks after it; `room` is for as many rotations. */
async function insertRows(
  b: OrthogonalRows,
  block: DenseMatrix,
  room: readonly DenseMatrix[],
  products: MatrixProducts,
): Promise<OrthogonalRows> {
  const count = b.rows.rows;
  const sources = stackRows(b.rows, block);
  const overlaps = await products.multiplyTransposed(sources, block);
  const insertions: Insertion[] = [];
  let { squares } = b;
  let known = rowRange(overlaps, 0, count + 1);
  for (let row = 0; row < block.rows; row++) {
    rowOf(known, count).set(rowOf(overlaps, count + row));
    const insertion = await insertRow(squares, known, row, products, room[row]);
    ({ squares, known } = insertion);
    insertions.push(insertion);
  }
  const mixing = await composeInsertions(b.squares, insertions, rowRange(known, 0, count), products);
  return { rows: await products.multiply(mixing, sources), squares };
}
