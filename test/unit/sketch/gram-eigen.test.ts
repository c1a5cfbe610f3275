import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMatrixProducts } from '../../../src-main/backend/onnxruntime/matrix-products.ts';
import { decomposeGram } from '../../../src-main/sketch/gram-eigen.ts';
import { transpose, zeroMatrix, type DenseMatrix } from '../../../src-main/sketch/matrix.ts';
import { gaussianMatrix, largestDifference, naiveProduct, toRows } from './matrices.ts';
import { askNumpy, numpyMissing } from './numpy.ts';

function gramOf(a: DenseMatrix): DenseMatrix {
  return naiveProduct(a, transpose(a));
}

function diagonalMatrix(values: readonly number[]): DenseMatrix {
  const matrix = zeroMatrix(values.length, values.length);
  values.forEach((value, index) => (matrix.data[index * (values.length + 1)] = value));
  return matrix;
}

const repeated = gaussianMatrix(150, 40, 2);
for (let row = 50; row < 150; row++) repeated.data.copyWithin(row * 40, (row % 50) * 40, ((row % 50) + 1) * 40);

// Sizes on both sides of the plain decomposition, halves of unequal size, and spectra that deflate in every way.
const CASES: readonly (readonly [string, DenseMatrix])[] = [
  ['one row', gramOf(gaussianMatrix(1, 5, 1))],
  ['64 rows', gramOf(gaussianMatrix(64, 90, 1))],
  ['65 rows', gramOf(gaussianMatrix(65, 90, 1))],
  ['200 rows', gramOf(gaussianMatrix(200, 250, 1))],
  ['more rows than columns', gramOf(gaussianMatrix(130, 27, 1))],
  ['rows three times over', gramOf(repeated)],
  ['a zero matrix', zeroMatrix(70, 70)],
  ['the identity', diagonalMatrix(Array.from({ length: 90 }, () => 1))],
  ['a spectrum over thirty decades', diagonalMatrix(Array.from({ length: 100 }, (_, index) => 10 ** (-index * 0.3)))],
  [
    'tiny weights',
    gramOf({ ...gaussianMatrix(80, 80, 3), data: gaussianMatrix(80, 80, 3).data.map((x) => x * 1e-30) }),
  ],
];

describe('decomposeGram', () => {
  let products: Awaited<ReturnType<typeof createMatrixProducts>>;
  beforeAll(async () => {
    products = await createMatrixProducts();
  });
  afterAll(() => products.release());

  it.each(CASES)('gives orthonormal eigenvectors that make the matrix again: %s', async (_, gram) => {
    // Would catch a reflection undone in the wrong order, halves swapped, and a border deflated that matters.
    const { values, vectors } = await decomposeGram(gram, products);
    const size = gram.rows;
    const scale = Math.max(Number.MIN_VALUE, values[0] ?? 0);
    const identity = diagonalMatrix(Array.from({ length: size }, () => 1));
    expect(largestDifference(naiveProduct(vectors, transpose(vectors)), identity)).toBeLessThan(1e-13);
    const scaled = {
      ...vectors,
      data: vectors.data.map((entry, index) => entry * (values[Math.floor(index / size)] ?? 0)),
    };
    expect(largestDifference(naiveProduct(transpose(vectors), scaled), gram) / scale).toBeLessThan(1e-13);
    expect([...values]).toEqual([...values].sort((left, right) => right - left));
  });

  it.skipIf(numpyMissing !== undefined)('has numpy’s eigenvalues', async () => {
    const gram = gramOf(gaussianMatrix(180, 220, 4));
    const expected = askNumpy('answer = np.linalg.eigvalsh(np.array(given))[::-1]', toRows(gram));
    const { values } = await decomposeGram(gram, products);
    const scale = expected[0] ?? 0;
    values.forEach((value, index) => {
      expect(Math.abs(value - (expected[index] ?? 0)) / scale).toBeLessThan(1e-13);
    });
  });
});
