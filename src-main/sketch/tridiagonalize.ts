import { dot, rowOf, rowRange, transpose, zeroMatrix, type DenseMatrix, type MatrixProducts } from './matrix.ts';

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

/** Householder tridiagonalisation on the lower triangle: Golub, Van Loan, "Matrix Computations" (4th ed.), Algorithm 8.3.1. */
export function tridiagonalize(s: DenseMatrix): Tridiagonalization {
  const size = s.rows;
  const work = s.data.slice();
  const steps = Math.max(0, size - 2);
  const reflectors = zeroMatrix(steps, size);
  const factors = new Float64Array(steps);
  const diagonal = new Float64Array(size);
  const offDiagonal = new Float64Array(Math.max(0, size - 1));
  const image = new Float64Array(size);
  for (let step = 0; step < steps; step++) {
    const start = step + 1;
    const vector = rowOf(reflectors, step);
    for (let row = start; row < size; row++) vector[row] = work[row * size + step] ?? 0;
    const head = vector[start] ?? 0;
    const length = Math.sqrt(dot(vector, vector));
    const beside = head > 0 ? -length : length;
    offDiagonal[step] = beside;
    if (length === 0) continue;
    vector[start] = head - beside;
    const factor = 2 / dot(vector, vector);
    factors[step] = factor;
    multiplyLower(work, size, start, vector, image);
    const shift = (factor / 2) * dot(image, vector);
    for (let row = start; row < size; row++) image[row] = factor * ((image[row] ?? 0) - shift * (vector[row] ?? 0));
    subtractLower(work, size, start, vector, image);
  }
  for (let row = 0; row < size; row++) diagonal[row] = work[row * size + row] ?? 0;
  if (size > 1) offDiagonal[size - 2] = work[(size - 1) * size + size - 2] ?? 0;
  return { diagonal, offDiagonal, reflectors, factors };
}

/** image = S·vector on the rows from `start` on, where only S's lower triangle is stored; zero before them. */
function multiplyLower(s: Float64Array, size: number, start: number, vector: Float64Array, image: Float64Array): void {
  image.fill(0);
  for (let row = start; row < size; row++) {
    const offset = row * size;
    const entry = vector[row] ?? 0;
    let sum = (s[offset + row] ?? 0) * entry;
    for (let column = start; column < row; column++) {
      const value = s[offset + column] ?? 0;
      sum += value * (vector[column] ?? 0);
      image[column] = (image[column] ?? 0) + value * entry;
    }
    image[row] = (image[row] ?? 0) + sum;
  }
}

/** S ← S − x·yᵀ − y·xᵀ on the lower triangle from `start` on. */
function subtractLower(s: Float64Array, size: number, start: number, x: Float64Array, y: Float64Array): void {
  for (let row = start; row < size; row++) {
    const offset = row * size;
    const xEntry = x[row] ?? 0;
    const yEntry = y[row] ?? 0;
    for (let column = start; column <= row; column++) {
      s[offset + column] = (s[offset + column] ?? 0) - xEntry * (y[column] ?? 0) - yEntry * (x[column] ?? 0);
    }
  }
}

/**
 * Turns eigenvectors of T, the rows of `vectors`, into those of S: vectors·Qᵀ.
 * A block of reflections is I − Vᵀ·L·V with V their vectors as rows and L lower triangular: Schreiber, Van Loan,
 * "A storage-efficient WY representation for products of Householder transformations", SIAM J. Sci. Stat. Comput. 10
 * (1989).
 */
export async function undoReflections(
  vectors: DenseMatrix,
  { reflectors, factors }: Tridiagonalization,
  products: MatrixProducts,
): Promise<DenseMatrix> {
  const turned: DenseMatrix = { ...vectors, data: vectors.data.slice() };
  for (let end = factors.length; end > 0; end -= BLOCK) {
    const start = Math.max(0, end - BLOCK);
    const block = rowRange(reflectors, start, end);
    const projections = await products.multiply(turned, transpose(block));
    const weights = await products.multiply(projections, combineReflections(block, factors.subarray(start, end)));
    const change = await products.multiply(weights, block);
    for (let index = 0; index < turned.data.length; index++) {
      turned.data[index] = (turned.data[index] ?? 0) - (change.data[index] ?? 0);
    }
  }
  return turned;
}

/** L of the reflections in reverse order: factors on the diagonal, L_ji = −factor_j·Σ_m L_mi·(v_m·v_j) below it. */
function combineReflections(block: DenseMatrix, factors: Float64Array): DenseMatrix {
  const count = block.rows;
  const combined = zeroMatrix(count, count);
  for (let j = 0; j < count; j++) {
    const factor = factors[j] ?? 0;
    combined.data[j * count + j] = factor;
    for (let m = 0; m < j; m++) {
      const share = -factor * dot(rowOf(block, m), rowOf(block, j));
      for (let i = 0; i <= m; i++) {
        combined.data[j * count + i] =
          (combined.data[j * count + i] ?? 0) + share * (combined.data[m * count + i] ?? 0);
      }
    }
  }
  return combined;
}
