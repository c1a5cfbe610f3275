import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decomposeArrowhead } from '../../../src-main/sketch/arrowhead.ts';
import { transpose, zeroMatrix, type DenseMatrix } from '../../../src-main/sketch/matrix.ts';
import { largestDifference, naiveProduct, scaleRows } from './matrices.ts';

function arrowhead(diagonal: readonly number[], border: readonly number[], corner: number): DenseMatrix {
  const size = diagonal.length + 1;
  const matrix = zeroMatrix(size, size);
  diagonal.forEach((value, index) => {
    matrix.data[index * size + index] = value;
    matrix.data[index * size + size - 1] = border[index] ?? 0;
    matrix.data[(size - 1) * size + index] = border[index] ?? 0;
  });
  matrix.data[size * size - 1] = corner;
  return matrix;
}

function identity(size: number): DenseMatrix {
  const matrix = zeroMatrix(size, size);
  for (let index = 0; index < size; index++) matrix.data[index * size + index] = 1;
  return matrix;
}

/** Orthonormal eigenvectors, values in descending order, and their sum giving the matrix back, all to rounding. */
function expectDecomposition(unsorted: readonly number[], border: readonly number[], corner: number): void {
  const diagonal = [...unsorted].sort((left, right) => right - left);
  const {
    values,
    vectors: long,
    lengths,
  } = decomposeArrowhead(Float64Array.from(diagonal), Float64Array.from(border), corner);
  const vectors = scaleRows(
    long,
    lengths.map((length) => 1 / length),
  );
  const size = diagonal.length + 1;
  const scale = Math.max(Number.MIN_VALUE, Math.abs(corner), ...diagonal.map(Math.abs), ...border.map(Math.abs));
  expect([...values]).toEqual([...values].sort((left, right) => right - left));
  expect(largestDifference(naiveProduct(vectors, transpose(vectors)), identity(size))).toBeLessThan(1e-13);
  const scaled = {
    ...vectors,
    data: vectors.data.map((entry, index) => entry * (values[Math.floor(index / size)] ?? 0)),
  };
  const again = naiveProduct(transpose(vectors), scaled);
  expect(largestDifference(again, arrowhead(diagonal, border, corner)) / scale).toBeLessThan(1e-13);
}

describe('decomposeArrowhead', () => {
  // Each would catch a division by zero, a lost root or vectors that lose their orthogonality in one kind of deflation.
  it.each<[string, number[], number[], number]>([
    ['no diagonal', [], [], 3],
    ['one entry', [2], [1], 3],
    ['a zero border', [3, 2], [0, 0], 5],
    ['equal diagonal entries', [2, 2, 2], [1, -1, 1], 2],
    ['a zero matrix', [0, 0, 0], [0, 0, 0], 0],
    ['a rank-one matrix', [0, 0], [0, 0], 1],
    ['an indefinite matrix', [1, -1, 0.5], [3, 2, -1], -4],
    ['a singular matrix', [4, 1], [4, 1], 5],
  ])('decomposes %s', (_, diagonal, border, corner) => {
    expectDecomposition(diagonal, border, corner);
  });

  it.each<[string, (index: number) => number, (index: number) => number]>([
    ['poles 1e-12 apart', (index) => 1 + index * 1e-12, (index) => Math.sin(index + 1)],
    ['a border at the edge of deflation', (index) => index, (index) => 10 ** (-18 + (index % 12))],
    ['a spectrum over twenty decades', (index) => 10 ** (-index / 3), (index) => Math.sin(index) * 10 ** (-index / 6)],
    ['half of the diagonal zero', (index) => Math.max(0, index - 30), (index) => (index > 30 ? 0.3 : 0)],
  ])('decomposes %s', (_, pole, weight) => {
    const indices = Array.from({ length: 60 }, (_unused, index) => index);
    expectDecomposition(indices.map(pole), indices.map(weight), 0.7);
  });

  it('decomposes any arrowhead', () => {
    // Gram matrices of float32 weights end far above the numbers whose squares underflow.
    const number = fc.double({ min: -10, max: 10, noNaN: true }).map((value) => (Math.abs(value) < 1e-100 ? 0 : value));
    const entry = fc.oneof(fc.constantFrom(0, 1, 1 + 1e-15, 1e-9), number);
    fc.assert(
      fc.property(fc.array(fc.tuple(entry, entry), { maxLength: 20 }), entry, (pairs, corner) => {
        expectDecomposition(
          pairs.map(([pole]) => pole),
          pairs.map(([, weight]) => weight),
          corner,
        );
      }),
    );
  });
});
