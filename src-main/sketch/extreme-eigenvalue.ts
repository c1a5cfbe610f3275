import { dot } from './matrix.ts';

/** An eigenvalue at an end of a spectrum. */
export interface ExtremeEigenvalue {
  readonly value: number;
  /** The last entry of its unit eigenvector, without its sign. */
  readonly lastEntry: number;
}

/** So many halvings leave of an interval less than rounding. */
const HALVINGS = 64;
/** Each leaves of the other eigenvectors a share that is rounding, unless their eigenvalues are as near. */
const ITERATIONS = 2;

/**
 * The largest eigenvalue in size of a symmetric tridiagonal matrix, n × n, in O(n): `diagonal` (n) and the entries beside it (n − 1).
 * Bisection by the pivots' signs, and inverse iteration: Golub, Van Loan, "Matrix Computations" (4th ed.), sections 8.4 and 8.2.
 */
export function findExtremeEigenvalue(diagonal: readonly number[], offDiagonal: readonly number[]): ExtremeEigenvalue {
  // Signs beside the diagonal change signs of eigenvectors' entries only, so that −T is T with −diagonal.
  const beside = offDiagonal.map(Math.abs);
  const negated = diagonal.map((entry) => -entry);
  const [top, bottom] = [findLargest(diagonal, beside), findLargest(negated, beside)];
  return top.value >= bottom.value
    ? { value: top.value, lastEntry: findLastEntry(diagonal, beside, top.above) }
    : { value: bottom.value, lastEntry: findLastEntry(negated, beside, bottom.above) };
}

/** The largest eigenvalue, and the number next to it that is above all of them. */
function findLargest(diagonal: readonly number[], beside: readonly number[]): { value: number; above: number } {
  let low = Math.max(...diagonal);
  const radius = 2 * Math.max(0, ...beside);
  let high = low + radius + Number.EPSILON * (Math.abs(low) + radius) + Number.MIN_VALUE;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (findPivots(diagonal, beside, middle).every((pivot) => pivot > 0)) high = middle;
    else low = middle;
  }
  return { value: low, above: high };
}

/** The pivots of λI − T: all are positive where λ is above all eigenvalues, and else one is not. */
function findPivots(diagonal: readonly number[], beside: readonly number[], lambda: number): Float64Array {
  const pivots = new Float64Array(diagonal.length);
  for (let index = 0, eliminated = 0; index < pivots.length; index++) {
    const pivot = lambda - (diagonal[index] ?? 0) - eliminated;
    pivots[index] = pivot;
    eliminated = (beside[index] ?? 0) ** 2 / pivot;
  }
  return pivots;
}

/** Of the eigenvector to λ, just above the largest eigenvalue: (λI − T)⁻¹ has no negative entry, so that ones are no bad start. */
function findLastEntry(diagonal: readonly number[], beside: readonly number[], lambda: number): number {
  const pivots = findPivots(diagonal, beside, lambda);
  let x = new Float64Array(pivots.length).fill(1);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    for (let index = 1; index < x.length; index++) {
      x[index] = (x[index] ?? 0) + ((beside[index - 1] ?? 0) / (pivots[index - 1] ?? 1)) * (x[index - 1] ?? 0);
    }
    for (let index = x.length - 1, behind = 0; index >= 0; index--) {
      behind = ((x[index] ?? 0) + (beside[index] ?? 0) * behind) / (pivots[index] ?? 1);
      x[index] = behind;
    }
    const length = Math.sqrt(dot(x, x));
    x = x.map((entry) => entry / length);
  }
  return x.at(-1) ?? 0;
}
