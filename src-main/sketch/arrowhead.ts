import { zeroMatrix, type DenseMatrix } from './matrix.ts';
import { findSecularRoots, type SecularEquation, type SecularRoots } from './secular-equation.ts';

/** A plane rotation of two entries that leaves nothing of the border in the first. */
interface Rotation {
  readonly first: number;
  readonly second: number;
  readonly cosine: number;
  readonly sine: number;
}

/** The decomposition of an arrowhead, exact for a border that differs from the given one by rounding. */
export interface ArrowheadEigen {
  /** Largest first. */
  readonly values: Float64Array;
  /** Orthogonal eigenvectors, one a row, and how long they are. */
  readonly vectors: DenseMatrix;
  readonly lengths: Float64Array;
  readonly border: Float64Array;
}

/**
 * Eigen-decomposition in O(m²) of a symmetric arrowhead matrix: `diagonal` (m values, largest first) bordered by
 * `border` and closed by `corner`. It is the Gram matrix of m orthogonal rows and one row more.
 * Roots of the secular equation, after deflation; eigenvectors of the nearby matrix whose exact eigenvalues those roots
 * are, so that they are orthogonal to rounding however close the roots: Gu, Eisenstat, "A divide-and-conquer algorithm
 * for the symmetric tridiagonal eigenproblem", SIAM J. Matrix Anal. Appl. 16 (1995). The vectors are written to `room`.
 */
export function decomposeArrowhead(
  diagonal: Float64Array,
  border: Float64Array,
  corner: number,
  room: DenseMatrix = zeroMatrix(diagonal.length + 1, diagonal.length + 1),
): ArrowheadEigen {
  const size = diagonal.length + 1;
  const poles = Float64Array.from(diagonal);
  const weights = Float64Array.from(border);
  const { active, deflated, rotations } = deflate(poles, weights, corner);
  const equation: SecularEquation = {
    poles: Float64Array.from(active, (index) => poles[index] ?? 0),
    squares: Float64Array.from(active, (index) => (weights[index] ?? 0) ** 2),
    corner,
  };
  const roots = findSecularRoots(equation);
  const rootCount = roots.origins.length;
  const entries = borderOfRoots(equation, roots);
  const exact = new Float64Array(size);
  active.forEach((index, position) => {
    if ((weights[index] ?? 0) < 0) entries[position] = -(entries[position] ?? 0);
    exact[index] = entries[position] ?? 0;
  });

  // The roots, and behind them what was split off.
  const found = new Float64Array(size);
  for (let root = 0; root < rootCount; root++) found[root] = (roots.origins[root] ?? 0) + (roots.offsets[root] ?? 0);
  for (let index = rootCount; index < size; index++) found[index] = poles[deflated[index - rootCount] ?? 0] ?? 0;
  const order = Array.from(found.keys()).sort((one, other) => (found[other] ?? 0) - (found[one] ?? 0));
  if (deflated.length > 0) room.data.fill(0);
  const places = Int32Array.from(active);
  const lengths = new Float64Array(size).fill(1);
  order.forEach((from, position) => {
    const start = position * size;
    if (from < rootCount) lengths[position] = writeEigenvector(room, position, places, entries, equation, roots, from);
    else room.data[start + (deflated[from - rootCount] ?? 0)] = 1;
    for (const rotation of rotations) turnBack(room.data, start, rotation);
  });
  for (const rotation of rotations) turnBack(exact, 0, rotation);
  return {
    values: Float64Array.from(order, (from) => found[from] ?? 0),
    vectors: room,
    lengths,
    border: exact.subarray(0, size - 1),
  };
}

/**
 * Splits off the entries whose border vanishes to rounding, rotating nearly equal diagonal entries so that one of them
 * has none. Changes `poles` and `weights`; `active` lists what is left in ascending order of pole, `rotations` what to
 * undo, the last first.
 */
function deflate(
  poles: Float64Array,
  weights: Float64Array,
  corner: number,
): { active: number[]; deflated: number[]; rotations: Rotation[] } {
  let scale = Math.abs(corner);
  for (let index = 0; index < poles.length; index++) {
    scale = Math.max(scale, Math.abs(poles[index] ?? 0), Math.abs(weights[index] ?? 0));
  }
  const tolerance = 8 * Number.EPSILON * scale;
  const active: number[] = [];
  const deflated: number[] = [];
  const rotations: Rotation[] = [];
  for (let second = poles.length - 1; second >= 0; second--) {
    const weight = weights[second] ?? 0;
    if (Math.abs(weight) <= tolerance) {
      deflated.push(second);
      continue;
    }
    const first = active.at(-1);
    if (first !== undefined) {
      const length = Math.hypot(weights[first] ?? 0, weight);
      const cosine = weight / length;
      const sine = (weights[first] ?? 0) / length;
      const low = poles[first] ?? 0;
      const high = poles[second] ?? 0;
      if (Math.abs(cosine * sine * (high - low)) <= tolerance) {
        rotations.unshift({ first, second, cosine, sine });
        poles[first] = cosine ** 2 * low + sine ** 2 * high;
        poles[second] = sine ** 2 * low + cosine ** 2 * high;
        weights[first] = 0;
        weights[second] = length;
        deflated.push(first);
        active.pop();
      }
    }
    active.push(second);
  }
  return { active, deflated, rotations };
}

/** Undoes a rotation in the vector that begins at `start`. */
function turnBack(vectors: Float64Array, start: number, { first, second, cosine, sine }: Rotation): void {
  const x = vectors[start + first] ?? 0;
  const y = vectors[start + second] ?? 0;
  vectors[start + first] = cosine * x + sine * y;
  vectors[start + second] = cosine * y - sine * x;
}

/**
 * |b̂|, the border that makes the computed roots exact: b̂_j² = Π_i (λ_i − d_j) / Π_{i≠j} (d_i − d_j) up to sign, the
 * factors paired so that every quotient is near one.
 */
function borderOfRoots({ poles }: SecularEquation, { origins, offsets }: SecularRoots): Float64Array {
  const count = poles.length;
  const border = new Float64Array(count);
  for (let j = 0; j < count; j++) {
    const pole = poles[j] ?? 0;
    let square =
      ((origins[0] ?? 0) - pole + (offsets[0] ?? 0)) * ((origins[count] ?? 0) - pole + (offsets[count] ?? 0));
    for (let i = 0; i < j; i++) {
      square *= ((origins[i + 1] ?? 0) - pole + (offsets[i + 1] ?? 0)) / ((poles[i] ?? 0) - pole);
    }
    for (let i = j + 1; i < count; i++) {
      square *= ((origins[i] ?? 0) - pole + (offsets[i] ?? 0)) / ((poles[i] ?? 0) - pole);
    }
    border[j] = Math.sqrt(Math.abs(square));
  }
  return border;
}

/** Writes the eigenvector of a root λ to a row: b̂_j / (λ − d_j) at the active places, 1 at the corner. Returns its length. */
function writeEigenvector(
  { columns, data }: DenseMatrix,
  row: number,
  active: Int32Array,
  border: Float64Array,
  { poles }: SecularEquation,
  { origins, offsets }: SecularRoots,
  root: number,
): number {
  const start = row * columns;
  const origin = origins[root] ?? 0;
  const offset = offsets[root] ?? 0;
  let square = 1;
  for (let j = 0; j < border.length; j++) {
    const entry = (border[j] ?? 0) / (origin - (poles[j] ?? 0) + offset);
    data[start + (active[j] ?? 0)] = entry;
    square += entry * entry;
  }
  data[start + columns - 1] = 1;
  return Math.sqrt(square);
}
