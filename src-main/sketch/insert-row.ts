import { decomposeArrowhead } from './arrowhead.ts';
import { rowOf, rowRange, type DenseMatrix, type MatrixProducts } from './matrix.ts';
import { shrunkShare } from './shrink.ts';

/** What inserting a row x below B (l rows) and shrinking made of B: diag(factors)·vectors·[B; x]. */
export interface Insertion {
  /** Eigenvectors of the Gram matrix of B and x, of any length, but for the last one; one a row (l × (l + 1)). */
  readonly vectors: DenseMatrix;
  /** What takes each to unit length, times what the shrink multiplied its direction with. */
  readonly factors: Float64Array;
  /** B·x, to rounding: the vectors are those of exactly this border. */
  readonly border: Float64Array;
  /** What the shrink took off every squared singular value, and what is left of them. */
  readonly delta: number;
  readonly squares: Float64Array;
  /** What is known of the block's rows after the shrink, see `insertRow`; its last row is to be written. */
  readonly known: DenseMatrix;
}

/**
 * Inserts row x, number `row` of a block, below B and shrinks. B itself isn't needed, only its squared lengths and, in `known`
 * ((l + 1) × rows of the block), what it has to do with the block's rows x_j: column j holds B·x_j until x_j is inserted, and x_j's
 * share in each row of B afterwards. Both turn with B. The last row holds the inner products of x with all x_j. Changes `known`.
 */
export async function insertRow(
  squares: Float64Array,
  known: DenseMatrix,
  row: number,
  products: MatrixProducts,
  room?: DenseMatrix,
): Promise<Insertion> {
  const count = squares.length;
  const width = known.columns;
  const column = new Float64Array(count + 1);
  for (let index = 0; index <= count; index++) {
    column[index] = known.data[index * width + row] ?? 0;
    // From now on the column of x is its share: nothing of it in B, all of it in the new row, in which there is nothing of the rows before.
    known.data[index * width + row] = 0;
  }
  const last = rowOf(known, count).fill(0, 0, row);
  last[row] = 1;

  const { values, vectors, lengths, border } = decomposeArrowhead(
    squares,
    column.subarray(0, count),
    column[count] ?? 0,
    room,
  );
  const delta = Math.max(0, values[count] ?? 0);
  const floor = values.length * Number.EPSILON * (values[0] ?? 0);
  const factors = new Float64Array(count);
  const left = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const value = values[index] ?? 0;
    const share = shrunkShare(value, delta, floor);
    factors[index] = Math.sqrt(share) / (lengths[index] ?? 1);
    left[index] = share * value;
  }
  const turned = await products.multiply(vectors, known);
  for (let index = 0, at = 0; index < count; index++) {
    const factor = factors[index] ?? 0;
    for (const end = at + width; at < end; at++) turned.data[at] = factor * (turned.data[at] ?? 0);
  }
  return { vectors: rowRange(vectors, 0, count), factors, border, delta, squares: left, known: turned };
}
