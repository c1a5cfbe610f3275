import { decomposeArrowhead } from './arrowhead.ts';
import { rowRange, scaleRows, stackRows, type DenseMatrix, type MatrixProducts } from './matrix.ts';
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
  /** What is known of the block's rows after the shrink, see `insertRow`. */
  readonly known: DenseMatrix;
}

/**
 * Inserts row number `row` of a block below B and shrinks. B itself isn't needed, only its squared lengths and, in `known` (l × rows
 * of the block), what it has to do with the block's rows x_j: column j holds B·x_j until x_j is inserted, and x_j's share in each row
 * of B afterwards. Both turn with B. `overlaps` (1 × rows of the block) are the inner products of the row itself with them.
 */
export async function insertRow(
  squares: Float64Array,
  known: DenseMatrix,
  overlaps: DenseMatrix,
  row: number,
  products: MatrixProducts,
  room?: DenseMatrix,
): Promise<Insertion> {
  const count = squares.length;
  const stacked = stackRows(known, overlaps);
  const width = stacked.columns;
  const column = Float64Array.from({ length: count + 1 }, (_, index) => stacked.data[index * width + row] ?? 0);
  // From now on the column of x is its share: nothing of it in B, all of it in the new row, in which there is nothing of the rows before.
  for (let index = 0; index < count; index++) stacked.data[index * width + row] = 0;
  stacked.data.fill(0, count * width, count * width + row).fill(1, count * width + row, count * width + row + 1);

  const { values, vectors, lengths, border } = decomposeArrowhead(
    squares,
    column.subarray(0, count),
    column[count] ?? 0,
    room,
  );
  const delta = Math.max(0, values[count] ?? 0);
  const floor = values.length * Number.EPSILON * (values[0] ?? 0);
  const shares = values.subarray(0, count).map((value) => shrunkShare(value, delta, floor));
  const factors = shares.map((share, index) => Math.sqrt(share) / (lengths[index] ?? 1));
  const first = rowRange(vectors, 0, count);
  return {
    vectors: first,
    factors,
    border,
    delta,
    squares: shares.map((share, index) => share * (values[index] ?? 0)),
    known: scaleRows(await products.multiply(first, stacked), factors),
  };
}
