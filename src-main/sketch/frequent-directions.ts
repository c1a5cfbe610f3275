import { decomposeArrowhead } from './arrowhead.ts';
import {
  dot,
  rowOf,
  rowRange,
  stackRows,
  transpose,
  zeroMatrix,
  type DenseMatrix,
  type MatrixProducts,
} from './matrix.ts';
import { shrinkRows, shrunkShare, type OrthogonalRows, type SketchedRows } from './shrink.ts';

/** Rows inserted between two refreshes of B: enough for large products, few enough that mixtures stay short. */
const BLOCK = 32;

/**
 * Frequent Directions, the paper's Algorithm 1: a sketch B of `count` rows of the matrix A whose rows arrive one by one.
 * Every row that finds B full is inserted below it, the l + 1 rows are decomposed, and the smallest squared singular
 * value δ = σ²_{l+1} is taken off all of them, which empties one row: B ← √(Σ² − δI)·Vᵀ.
 * Guarantee: 0 ⪯ AᵀA − BᵀB and ‖AᵀA − BᵀB‖₂ ≤ min_{k ≤ l} ‖A − A_k‖_F² / (l + 1 − k) (Ghashami, Liberty, Phillips,
 * Woodruff, "Frequent Directions", SIAM J. Comput. 45 (2016), Theorem 1.1, for a buffer of l + 1 rows).
 *
 * After a shrink B's rows are orthogonal, so the Gram matrix of B and one new row is an arrowhead, and its decomposition
 * costs O(l²). B itself is kept as mixtures of the rows it is made of and written out once a block.
 */
export async function frequentDirections(
  a: DenseMatrix,
  count: number,
  products: MatrixProducts,
): Promise<SketchedRows> {
  let b = await shrinkRows(rowRange(a, 0, Math.min(count, a.rows)), count, count + 1, products);
  for (let start = count; start < a.rows; start += BLOCK) {
    b = await insertRows(b, rowRange(a, start, Math.min(start + BLOCK, a.rows)), products);
  }
  return { rows: b.rows, shrinks: Math.max(0, a.rows - count) };
}

/** Inserts each row of the block and shrinks after it. */
async function insertRows(b: OrthogonalRows, block: DenseMatrix, products: MatrixProducts): Promise<OrthogonalRows> {
  const sources = stackRows(b.rows, block);
  const overlaps = transpose(await products.multiply(sources, transpose(block)));
  let { squares } = b;
  let mixing = identity(b.rows.rows);
  for (let row = 0; row < block.rows; row++) {
    const overlap = rowOf(overlaps, row);
    const border = new Float64Array(mixing.rows);
    for (let index = 0; index < mixing.rows; index++) border[index] = dot(rowOf(mixing, index), overlap);
    const inserted = insertAndShrink(squares, border, overlap[mixing.columns] ?? 0);
    mixing = appendColumn(await products.multiply(inserted.old, mixing), inserted.fresh);
    squares = inserted.squares;
  }
  return { rows: await products.multiply(mixing, sources), squares };
}

/**
 * One step of the algorithm on the Gram matrix [diag(squares), border; borderᵀ, corner] of B's rows and the new one:
 * the shrunk rows as mixtures of B's `old` rows (l × l) and of the `fresh` one (l).
 */
function insertAndShrink(
  squares: Float64Array,
  border: Float64Array,
  corner: number,
): { squares: Float64Array; old: DenseMatrix; fresh: Float64Array } {
  const count = squares.length;
  const { values, vectors } = decomposeArrowhead(squares, border, corner);
  const delta = Math.max(0, values[count] ?? 0);
  const floor = (count + 1) * Number.EPSILON * (values[0] ?? 0);
  const shrunk = new Float64Array(count);
  const old = zeroMatrix(count, count);
  const fresh = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const share = shrunkShare(values[index] ?? 0, delta, floor);
    const factor = Math.sqrt(share);
    shrunk[index] = share * (values[index] ?? 0);
    const vector = rowOf(vectors, index);
    const target = rowOf(old, index);
    for (let entry = 0; entry < count; entry++) target[entry] = factor * (vector[entry] ?? 0);
    fresh[index] = factor * (vector[count] ?? 0);
  }
  return { squares: shrunk, old, fresh };
}

function identity(size: number): DenseMatrix {
  const matrix = zeroMatrix(size, size);
  for (let index = 0; index < size; index++) matrix.data[index * size + index] = 1;
  return matrix;
}

function appendColumn(x: DenseMatrix, column: Float64Array): DenseMatrix {
  const wider = zeroMatrix(x.rows, x.columns + 1);
  for (let row = 0; row < x.rows; row++) {
    const target = rowOf(wider, row);
    target.set(rowOf(x, row));
    target[x.columns] = column[row] ?? 0;
  }
  return wider;
}
