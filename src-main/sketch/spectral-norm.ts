import { createRandom } from '../../src-shared/random.ts';
import { findExtremeEigenvalue } from './extreme-eigenvalue.ts';
import { dot, rowOf, type DenseMatrix } from './matrix.ts';

/** The residual of the returned eigenvalue, relative to it: an upper bound of the value's own error. */
const TOLERANCE = 5e-4;
/** The eigenvalues are looked at after so many Lanczos steps each. */
const LOOK = 8;

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
  for (;;) {
    const image = applyDifference(squares, b, vector);
    diagonal.push(dot(vector, image));
    basis.push(vector);
    // The newest two hold nearly all of the image: taken off first, what the others add is only rounding.
    for (let index = basis.length - 1; index >= 0; index--) removeDirection(image, basis[index] ?? vector);
    const length = Math.sqrt(dot(image, image));
    const finished = basis.length === size || length <= rounding;
    if (finished || basis.length % LOOK === 0) {
      const { value, lastEntry } = findExtremeEigenvalue(diagonal, offDiagonal);
      if (finished || length * lastEntry <= TOLERANCE * value + rounding) return value;
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

/** (diag(squares) − BᵀB)·x; four rows of B at a time, so that the image is passed over a quarter as often. */
function applyDifference(squares: Float64Array, b: DenseMatrix, x: Float64Array): Float64Array {
  const image = squares.map((square, index) => square * (x[index] ?? 0));
  let row = 0;
  for (; row + 3 < b.rows; row += 4) {
    subtractFour(image, x, rowOf(b, row), rowOf(b, row + 1), rowOf(b, row + 2), rowOf(b, row + 3));
  }
  for (; row < b.rows; row++) {
    const vector = rowOf(b, row);
    subtractMultiple(image, dot(vector, x), vector);
  }
  return image;
}

/** image − a·(aᵀx) − b·(bᵀx) − c·(cᵀx) − d·(dᵀx) */
function subtractFour(
  image: Float64Array,
  x: Float64Array,
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  d: Float64Array,
): void {
  let aShare = 0;
  let bShare = 0;
  let cShare = 0;
  let dShare = 0;
  for (let index = 0; index < x.length; index++) {
    const entry = x[index] ?? 0;
    aShare += (a[index] ?? 0) * entry;
    bShare += (b[index] ?? 0) * entry;
    cShare += (c[index] ?? 0) * entry;
    dShare += (d[index] ?? 0) * entry;
  }
  for (let index = 0; index < image.length; index++) {
    image[index] =
      (image[index] ?? 0) -
      (aShare * (a[index] ?? 0) + bShare * (b[index] ?? 0) + (cShare * (c[index] ?? 0) + dShare * (d[index] ?? 0)));
  }
}

/** Makes the image orthogonal to a unit vector. */
function removeDirection(image: Float64Array, direction: Float64Array): void {
  subtractMultiple(image, dot(image, direction), direction);
}

function subtractMultiple(target: Float64Array, factor: number, vector: Float64Array): void {
  for (let index = 0; index < target.length; index++)
    target[index] = (target[index] ?? 0) - factor * (vector[index] ?? 0);
}
