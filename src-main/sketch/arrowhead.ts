import { zeroMatrix, type DenseMatrix } from './matrix.ts';
import { findSecularRoot, type SecularEquation } from './secular-equation.ts';
import type { SymmetricEigen } from './symmetric-eigen.ts';

/** A plane rotation of two entries that leaves nothing of the border in the first. */
interface Rotation {
  readonly first: number;
  readonly second: number;
  readonly cosine: number;
  readonly sine: number;
}

/**
 * Eigen-decomposition in O(m²) of a symmetric arrowhead matrix: `diagonal` (m values, largest first) bordered by
 * `border` and closed by `corner`. It is the Gram matrix of m orthogonal rows and one row more.
 * Roots of the secular equation, after deflation; eigenvectors of the nearby matrix whose exact eigenvalues those roots
 * are, so that they are orthogonal to rounding however close the roots: Gu, Eisenstat, "A divide-and-conquer algorithm
 * for the symmetric tridiagonal eigenproblem", SIAM J. Matrix Anal. Appl. 16 (1995).
 */
export function decomposeArrowhead(diagonal: Float64Array, border: Float64Array, corner: number): SymmetricEigen {
  const size = diagonal.length + 1;
  const poles = Float64Array.from(diagonal);
  const weights = Float64Array.from(border);
  const { active, deflated, rotations } = deflate(poles, weights, corner);
  const equation: SecularEquation = {
    poles: Float64Array.from(active, (index) => poles[index] ?? 0),
    squares: Float64Array.from(active, (index) => (weights[index] ?? 0) ** 2),
    corner,
  };
  const { roots, differences } = findRoots(equation);
  const entries = borderOfRoots(equation, differences);
  active.forEach((index, position) => {
    if ((weights[index] ?? 0) < 0) entries[position] = -(entries[position] ?? 0);
  });

  const pairs = [
    ...Array.from(roots, (value, root) => ({ value, root, index: -1 })),
    ...deflated.map((index) => ({ value: poles[index] ?? 0, root: -1, index })),
  ].sort((left, right) => right.value - left.value);
  const vectors = zeroMatrix(size, size);
  pairs.forEach(({ root, index }, position) => {
    const start = position * size;
    if (root < 0) vectors.data[start + index] = 1;
    else writeEigenvector(vectors, position, active, entries, differences, root * active.length);
    for (const rotation of rotations) turnBack(vectors.data, start, rotation);
  });
  return { values: Float64Array.from(pairs, (pair) => pair.value), vectors };
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

/** The differences of the decomposition at work: megabytes that would cost more to get anew each time than to fill. */
let scratch = new Float64Array(0);

/** All roots in ascending order, and root − pole for every pair, row by root, each to full relative precision; these are valid until the next call. */
function findRoots(equation: SecularEquation): { roots: Float64Array; differences: Float64Array } {
  const { poles } = equation;
  const count = poles.length;
  const roots = new Float64Array(count + 1);
  if (scratch.length < (count + 1) * count) scratch = new Float64Array((count + 1) * count);
  const differences = scratch;
  for (let index = 0; index <= count; index++) {
    const { origin, offset } = findSecularRoot(equation, index);
    roots[index] = origin + offset;
    const start = index * count;
    for (let pole = 0; pole < count; pole++) differences[start + pole] = origin - (poles[pole] ?? 0) + offset;
  }
  return { roots, differences };
}

/**
 * |b̂|, the border that makes the computed roots exact: b̂_j² = Π_i (λ_i − d_j) / Π_{i≠j} (d_i − d_j) up to sign, the
 * factors paired so that every quotient is near one.
 */
function borderOfRoots({ poles }: SecularEquation, differences: Float64Array): Float64Array {
  const count = poles.length;
  const border = new Float64Array(count);
  const last = count * count;
  for (let j = 0; j < count; j++) border[j] = (differences[j] ?? 0) * (differences[last + j] ?? 0);
  for (let i = 0; i < count; i++) {
    const pole = poles[i] ?? 0;
    const before = i * count;
    const after = before + count;
    for (let j = 0; j < i; j++)
      border[j] = (border[j] ?? 0) * ((differences[before + j] ?? 0) / (pole - (poles[j] ?? 0)));
    for (let j = i + 1; j < count; j++) {
      border[j] = (border[j] ?? 0) * ((differences[after + j] ?? 0) / (pole - (poles[j] ?? 0)));
    }
  }
  return border.map((square) => Math.sqrt(Math.abs(square)));
}

/**
 * Writes the unit eigenvector of one root λ as a row: b̂_j / (λ − d_j) at the active positions, 1 at the corner, normalised; the
 * λ − d_j start at `offset`.
 */
function writeEigenvector(
  { columns, data }: DenseMatrix,
  row: number,
  active: readonly number[],
  border: Float64Array,
  differences: Float64Array,
  offset: number,
): void {
  const start = row * columns;
  let square = 1;
  for (let j = 0; j < border.length; j++) {
    const entry = (border[j] ?? 0) / (differences[offset + j] ?? 0);
    data[start + (active[j] ?? 0)] = entry;
    square += entry * entry;
  }
  const end = start + columns;
  data[end - 1] = 1;
  const scale = 1 / Math.sqrt(square);
  for (let index = start; index < end; index++) data[index] = (data[index] ?? 0) * scale;
}
