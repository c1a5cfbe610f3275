import { createRandom } from '../../src-shared/random.ts';
import { dot, rowOf, type DenseMatrix } from './matrix.ts';
import { decomposeSymmetric } from './symmetric-eigen.ts';
import { denseTridiagonal } from './tridiagonal-eigen.ts';

/** The residual of the returned eigenvalue, relative to it: an upper bound of the value's own error. */
const TOLERANCE = 5e-4;
/** The eigenvalues are looked at first after so many Lanczos steps, then each time that there are half as many again. */
const FIRST_LOOK = 16;

/**
 * ‖diag(squares) − BᵀB‖₂, the largest absolute eigenvalue at either end, from below to 5e-4 of itself at worst (or to
 * rounding relative to `squares`, where it is nothing but rounding). Lanczos with full reorthogonalisation from a fixed
 * random start: Golub, Van Loan, "Matrix Computations" (4th ed.), section 10.3.
 */
export function differenceNorm(squares: Float64Array, b: DenseMatrix): number {
  const size = squares.length;
  if (size === 0) return 0;
  const rounding = 16 * Number.EPSILON * (squares[0] ?? 0);
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const offDiagonal: number[] = [];
  let vector = startVector(size);
  let look = FIRST_LOOK;
  for (;;) {
    const image = applyDifference(squares, b, vector);
    diagonal.push(dot(vector, image));
    basis.push(vector);
    // The newest two hold nearly all of the image: taken off first, what the others add is only rounding.
    for (const known of basis.toReversed()) subtractMultiple(image, dot(image, known), known);
    const length = Math.sqrt(dot(image, image));
    const finished = basis.length === size || length <= rounding;
    if (finished || basis.length === look) {
      const { value, lastEntry } = largestEigenvalue(diagonal, offDiagonal);
      if (finished || length * Math.abs(lastEntry) <= TOLERANCE * value + rounding) return value;
      look = Math.ceil(1.5 * look);
    }
    offDiagonal.push(length);
    vector = image.map((entry) => entry / length);
  }
}

function startVector(size: number): Float64Array {
  const random = createRandom(0, 'spectral-norm');
  const vector = Float64Array.from({ length: size }, () => random.normal());
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((entry) => entry / length);
}

/** (diag(squares) − BᵀB)·x. */
function applyDifference(squares: Float64Array, b: DenseMatrix, x: Float64Array): Float64Array {
  const image = squares.map((square, index) => square * (x[index] ?? 0));
  for (let row = 0; row < b.rows; row++) {
    const vector = rowOf(b, row);
    subtractMultiple(image, dot(vector, x), vector);
  }
  return image;
}

function subtractMultiple(target: Float64Array, factor: number, vector: Float64Array): void {
  for (let index = 0; index < target.length; index++)
    target[index] = (target[index] ?? 0) - factor * (vector[index] ?? 0);
}

/** The largest absolute eigenvalue of a tridiagonal matrix, and the last entry of its unit eigenvector. */
function largestEigenvalue(
  diagonal: readonly number[],
  offDiagonal: readonly number[],
): { value: number; lastEntry: number } {
  const size = diagonal.length;
  const { values, vectors } = decomposeSymmetric(denseTridiagonal(diagonal, offDiagonal));
  const top = values[0] ?? 0;
  const bottom = values[size - 1] ?? 0;
  const row = Math.abs(bottom) > Math.abs(top) ? size - 1 : 0;
  return { value: Math.abs(values[row] ?? 0), lastEntry: vectors.data[row * size + size - 1] ?? 0 };
}
