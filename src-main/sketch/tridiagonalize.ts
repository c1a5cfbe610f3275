import {
  columnRange,
  dot,
  rowOf,
  rowRange,
  transpose,
  zeroMatrix,
  type DenseMatrix,
  type MatrixProducts,
} from './matrix.ts';

/** A symmetric matrix S = Q·T·Qᵀ with T tridiagonal and Q the product of the reflections I − factor·v·vᵀ in order. */
export interface Tridiagonalization {
  /** T's diagonal (n) and the entries beside it (n − 1). */
  readonly diagonal: Float64Array;
  readonly offDiagonal: Float64Array;
  /** Row k is the vector v of the k-th reflection. */
  readonly reflectors: DenseMatrix;
  readonly factors: Float64Array;
}

/** Reflections that are undone together, as products of matrices. */
const BLOCK = 32;

/** The symmetric change S ← S − x·yᵀ − y·xᵀ. */
interface Change {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Householder tridiagonalisation on the upper triangle: Golub, Van Loan, "Matrix Computations" (4th ed.), Algorithm 8.3.1. The change
 * that a reflection makes is carried out only when the next one is multiplied with the matrix, so that it is passed over once.
 */
export function tridiagonalize(s: DenseMatrix): Tridiagonalization {
  const size = s.rows;
  const work: DenseMatrix = { ...s, data: s.data.slice() };
  const steps = Math.max(0, size - 2);
  const reflectors = zeroMatrix(steps, size);
  const factors = new Float64Array(steps);
  const diagonal = new Float64Array(size);
  const offDiagonal = new Float64Array(Math.max(0, size - 1));
  let change: Change = { x: new Float64Array(size), y: new Float64Array(size) };
  for (let step = 0; step < size; step++) {
    const beside = step + 1;
    const row = rowOf(work, step);
    changeRow(row, step, change);
    diagonal[step] = row[step] ?? 0;
    if (beside < size) offDiagonal[step] = row[beside] ?? 0;
    if (step >= steps) continue;
    const vector = rowOf(reflectors, step);
    vector.set(row.subarray(beside), beside);
    const head = vector[beside] ?? 0;
    const length = Math.sqrt(dot(vector, vector));
    offDiagonal[step] = head > 0 ? -length : length;
    vector[beside] = head - (offDiagonal[step] ?? 0);
    const factor = length === 0 ? 0 : 2 / dot(vector, vector);
    factors[step] = factor;
    const image = changeAndMultiply(work, beside, change, vector);
    const shift = (factor / 2) * dot(image, vector);
    for (let index = beside; index < size; index++) {
      image[index] = factor * ((image[index] ?? 0) - shift * (vector[index] ?? 0));
    }
    change = { x: vector, y: image };
  }
  return { diagonal, offDiagonal, reflectors, factors };
}

/** Carries out a change on a row's entries from the diagonal on. */
function changeRow(row: Float64Array, index: number, { x, y }: Change): void {
  const xEntry = x[index] ?? 0;
  const yEntry = y[index] ?? 0;
  for (let column = index; column < row.length; column++) {
    row[column] = (row[column] ?? 0) - xEntry * (y[column] ?? 0) - yEntry * (x[column] ?? 0);
  }
}

/** Carries out a change on S's upper triangle from row and column `start` on, and returns what S·v is there; two rows at a time. */
function changeAndMultiply(s: DenseMatrix, start: number, change: Change, v: Float64Array): Float64Array {
  const image = new Float64Array(s.rows);
  let row = start;
  for (; row + 1 < s.rows; row += 2) {
    changeEntry(s, row, row, change, v, image);
    changeEntry(s, row, row + 1, change, v, image);
    changeEntry(s, row + 1, row + 1, change, v, image);
    changePair(s, row, change, v, image);
  }
  if (row < s.rows) changeEntry(s, row, row, change, v, image);
  return image;
}

/** Changes one entry of the upper triangle, and adds what it and its mirror image contribute to S·v. */
function changeEntry(
  { rows: size, data }: DenseMatrix,
  row: number,
  column: number,
  { x, y }: Change,
  v: Float64Array,
  image: Float64Array,
): void {
  const at = row * size + column;
  const value = (data[at] ?? 0) - (x[row] ?? 0) * (y[column] ?? 0) - (y[row] ?? 0) * (x[column] ?? 0);
  data[at] = value;
  image[row] = (image[row] ?? 0) + value * (v[column] ?? 0);
  if (row !== column) image[column] = (image[column] ?? 0) + value * (v[row] ?? 0);
}

/** Does so with all entries of a row and the next that are right of both diagonals. */
function changePair(
  { rows: size, data }: DenseMatrix,
  row: number,
  { x, y }: Change,
  v: Float64Array,
  image: Float64Array,
): void {
  const x0 = x[row] ?? 0;
  const y0 = y[row] ?? 0;
  const v0 = v[row] ?? 0;
  const x1 = x[row + 1] ?? 0;
  const y1 = y[row + 1] ?? 0;
  const v1 = v[row + 1] ?? 0;
  let sum0 = 0;
  let sum1 = 0;
  for (let column = row + 2, at = row * size + column; column < size; column++, at++) {
    const xEntry = x[column] ?? 0;
    const yEntry = y[column] ?? 0;
    const entry = v[column] ?? 0;
    const value0 = (data[at] ?? 0) - x0 * yEntry - y0 * xEntry;
    const value1 = (data[at + size] ?? 0) - x1 * yEntry - y1 * xEntry;
    data[at] = value0;
    data[at + size] = value1;
    sum0 += value0 * entry;
    sum1 += value1 * entry;
    image[column] = (image[column] ?? 0) + value0 * v0 + value1 * v1;
  }
  image[row] = (image[row] ?? 0) + sum0;
  image[row + 1] = (image[row + 1] ?? 0) + sum1;
}

/**
 * Turns eigenvectors of T, the rows of `vectors`, into those of S: vectors·Qᵀ, or Q·vectorsᵀ, where a reflection leaves the first rows
 * as they are.
 * A block of reflections is I − Vᵀ·U·V with V their vectors as rows and U upper triangular: Schreiber, Van Loan,
 * "A storage-efficient WY representation for products of Householder transformations", SIAM J. Sci. Stat. Comput. 10
 * (1989).
 */
export async function undoReflections(
  vectors: DenseMatrix,
  { reflectors, factors }: Tridiagonalization,
  products: MatrixProducts,
): Promise<DenseMatrix> {
  const turned = transpose(vectors);
  for (let end = factors.length; end > 0; end -= BLOCK) {
    const start = Math.max(0, end - BLOCK);
    const block = columnRange(rowRange(reflectors, start, end), start + 1, turned.rows);
    const { data } = rowRange(turned, start + 1, turned.rows);
    const projections = await products.multiply(block, { rows: block.columns, columns: turned.columns, data });
    const weights = await products.multiply(combineReflections(block, factors.subarray(start, end)), projections);
    const change = await products.multiply(transpose(block), weights);
    for (let index = 0; index < data.length; index++) data[index] = (data[index] ?? 0) - (change.data[index] ?? 0);
  }
  return transpose(turned);
}

/** U of the reflections in order: factors on the diagonal, U_ij = −factor_j·Σ_m U_im·(v_m·v_j) above it. */
function combineReflections(block: DenseMatrix, factors: Float64Array): DenseMatrix {
  const count = block.rows;
  const combined = zeroMatrix(count, count);
  for (let j = 0; j < count; j++) {
    const factor = factors[j] ?? 0;
    combined.data[j * count + j] = factor;
    for (let m = 0; m < j; m++) {
      const share = -factor * dot(rowOf(block, m), rowOf(block, j));
      for (let i = 0; i <= m; i++) {
        combined.data[i * count + j] =
          (combined.data[i * count + j] ?? 0) + share * (combined.data[i * count + m] ?? 0);
      }
    }
  }
  return combined;
}
