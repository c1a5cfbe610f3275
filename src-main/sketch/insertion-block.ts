import type { Insertion } from './insert-row.ts';
import {
  columnRange,
  dot,
  rowOf,
  scaleColumns,
  stackColumns,
  stackRows,
  transpose,
  zeroMatrix,
  type DenseMatrix,
  type MatrixProducts,
} from './matrix.ts';

/** A row of the mixing matrix is multiplied out where the error of an entry could be greater than this. */
const UNCERTAIN = 1e-10;

/**
 * How B after a block of insertions is made of B before it and of the block's rows: the mixing matrix [C | F] (l × (l + t)). `squares`
 * are B's squared lengths before the block, `shares` is F, the shares of the block's rows.
 *
 * C is the product of t rotations, but can be had without them. Each diagonalises an arrowhead with a border b; hence, with D and D' the
 * squares before and after, and Δ the sum of all that was taken off them, (D' + Δ)·C − C·D = F·G, where the rows of G are the borders,
 * each turned back to the B before the block. So C_ip = (F·G)_ip / (D'_i + Δ − D_p): a matrix of low displacement rank as in Gohberg,
 * Kailath, Olshevsky, "Fast Gaussian elimination with partial pivoting for matrices with displacement structure", Math. Comp. 64
 * (1995). Rows in which a difference is too small for that are multiplied out.
 */
export async function composeInsertions(
  squares: Float64Array,
  insertions: readonly Insertion[],
  shares: DenseMatrix,
  products: MatrixProducts,
): Promise<DenseMatrix> {
  const count = squares.length;
  let borders = zeroMatrix(0, count);
  let total = 0;
  for (const insertion of insertions.toReversed()) {
    const turned = await turnBack(borders, insertion, products);
    borders = stackRows({ rows: 1, columns: count, data: insertion.border }, turned);
    total += insertion.delta;
  }
  const left = insertions.at(-1)?.squares ?? squares;
  const composed = await products.multiply(shares, borders);
  const shareLengths = rowLengths(shares);
  const borderLengths = rowLengths(transpose(borders));
  const uncertain: number[] = [];
  left.forEach((square, row) => {
    const entries = rowOf(composed, row);
    // Of a direction that vanished nothing is left.
    if (square === 0) entries.fill(0);
    else if (!divideByDifferences(entries, square + total, squares, shareLengths[row] ?? 0, borderLengths))
      uncertain.push(row);
  });
  const exact = await multiplyOut(uncertain, insertions, products);
  uncertain.forEach((row, index) => rowOf(composed, row).set(rowOf(exact, index)));
  return stackColumns(composed, shares);
}

/** Mixtures of B's rows after an insertion as mixtures of those before it. */
async function turnBack(
  x: DenseMatrix,
  { factors, vectors }: Insertion,
  products: MatrixProducts,
): Promise<DenseMatrix> {
  if (x.rows === 0) return x;
  return columnRange(await products.multiply(scaleColumns(x, factors), vectors), 0, factors.length);
}

/** The given rows of C. */
async function multiplyOut(
  rows: readonly number[],
  insertions: readonly Insertion[],
  products: MatrixProducts,
): Promise<DenseMatrix> {
  let c = zeroMatrix(rows.length, insertions[0]?.factors.length ?? 0);
  rows.forEach((row, index) => {
    rowOf(c, index)[row] = 1;
  });
  for (const insertion of insertions.toReversed()) c = await turnBack(c, insertion, products);
  return c;
}

/**
 * Divides the entries of a row by `root` − pole; false where rounding could come out greater than `UNCERTAIN`, of the root or of the
 * entries, products of vectors of the given lengths.
 */
function divideByDifferences(
  row: Float64Array,
  root: number,
  poles: Float64Array,
  length: number,
  lengths: Float64Array,
): boolean {
  let isCertain = true;
  for (let index = 0; index < row.length; index++) {
    const pole = poles[index] ?? 0;
    const difference = root - pole;
    const rounding = Number.EPSILON * (length * (lengths[index] ?? 0) + Math.max(root, pole));
    if (!(rounding <= UNCERTAIN * Math.abs(difference))) isCertain = false;
    row[index] = (row[index] ?? 0) / difference;
  }
  return isCertain;
}

function rowLengths(x: DenseMatrix): Float64Array {
  return Float64Array.from({ length: x.rows }, (_, row) => Math.sqrt(dot(rowOf(x, row), rowOf(x, row))));
}
