import { decomposeArrowhead } from './arrowhead.ts';
import { rowOf, rowRange, stackRows, transpose, zeroMatrix, type DenseMatrix, type MatrixProducts } from './matrix.ts';
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

/**
 * Inserts each row of the block and shrinks after it. `mixing` says how B and, below it, the new row are made of the
 * `sources`, the old B's rows and the block's.
 */
async function insertRows(b: OrthogonalRows, block: DenseMatrix, products: MatrixProducts): Promise<OrthogonalRows> {
  const count = b.rows.rows;
  const sources = stackRows(b.rows, block);
  const overlaps = transpose(await products.multiply(sources, transpose(block)));
  const mixing = zeroMatrix(count + 1, sources.rows);
  for (let index = 0; index < count; index++) rowOf(mixing, index)[index] = 1;
  let { squares } = b;
  for (let row = 0; row < block.rows; row++) {
    const fresh = rowOf(mixing, count).fill(0);
    fresh[count + row] = 1;
    const overlap: DenseMatrix = { rows: sources.rows, columns: 1, data: rowOf(overlaps, row) };
    const { data: border } = await products.multiply(mixing, overlap);
    const { values, vectors } = decomposeArrowhead(squares, border.subarray(0, count), border[count] ?? 0);
    squares = shrinkDirections(values, vectors);
    const mixed = await products.multiply(rowRange(vectors, 0, count), mixing);
    mixing.data.set(mixed.data);
  }
  return { rows: await products.multiply(rowRange(mixing, 0, count), sources), squares };
}

/**
 * Takes the smallest of the l + 1 squared singular values off all of them: scales the unit `vectors` accordingly, in
 * place, and returns the l squares that are left.
 */
function shrinkDirections(values: Float64Array, vectors: DenseMatrix): Float64Array {
  const count = values.length - 1;
  const delta = Math.max(0, values[count] ?? 0);
  const floor = values.length * Number.EPSILON * (values[0] ?? 0);
  const squares = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const share = shrunkShare(values[index] ?? 0, delta, floor);
    squares[index] = share * (values[index] ?? 0);
    const factor = Math.sqrt(share);
    const end = (index + 1) * vectors.columns;
    for (let entry = end - vectors.columns; entry < end; entry++) {
      vectors.data[entry] = factor * (vectors.data[entry] ?? 0);
    }
  }
  return squares;
}
