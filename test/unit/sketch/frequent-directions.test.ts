import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMatrixProducts } from '../../../src-main/backend/onnxruntime/matrix-products.ts';
import { frequentDirections } from '../../../src-main/sketch/frequent-directions.ts';
import {
  identityMatrix,
  rowRange,
  scaleColumns,
  squaredNorm,
  stackRows,
  transpose,
  type DenseMatrix,
} from '../../../src-main/sketch/matrix.ts';
import { shrinkRows } from '../../../src-main/sketch/shrink.ts';
import { gaussianMatrix, largestDifference, scaleRows } from './matrices.ts';

const ROWS = 110;
const COLUMNS = 120;
const COUNT = 45;

function powers(base: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => base ** index);
}

/** Orthogonal rows but for disturbances of the given size. */
function nearlyOrthogonal(size: number): DenseMatrix {
  const noise = gaussianMatrix(ROWS, ROWS, 2);
  return { ...noise, data: identityMatrix(ROWS).data.map((entry, index) => entry + size * (noise.data[index] ?? 0)) };
}

function repeated(size: number): DenseMatrix {
  const noise = gaussianMatrix(ROWS, COLUMNS, 3);
  const some = gaussianMatrix(30, COLUMNS, 4);
  return {
    ...noise,
    data: noise.data.map((entry, index) => size * entry + (some.data[index % some.data.length] ?? 0)),
  };
}

describe('frequentDirections', () => {
  let products: Awaited<ReturnType<typeof createMatrixProducts>>;
  beforeAll(async () => {
    products = await createMatrixProducts();
  });
  afterAll(() => products.release());

  /** Its definition: every row below B, one decomposition, one shrink. */
  async function byDefinition(a: DenseMatrix): Promise<DenseMatrix> {
    let b = rowRange(a, 0, COUNT);
    for (let row = COUNT; row < a.rows; row++) {
      ({ rows: b } = await shrinkRows(stackRows(b, rowRange(a, row, row + 1)), COUNT, COUNT + 1, products));
    }
    return b;
  }

  // Would catch a mixing matrix that is off by a shrink, a sign or a row, and quotients that lose their digits: near-orthogonal and
  // repeated rows leave squares where they were, so that every quotient is 0 / 0 or nearly so; low ranks leave zero rows in B.
  it.each<[string, DenseMatrix]>([
    ['independent rows', gaussianMatrix(ROWS, COLUMNS, 1)],
    ['orthogonal rows', identityMatrix(ROWS)],
    ['nearly orthogonal rows', nearlyOrthogonal(1e-9)],
    ['rows that are orthogonal to a thousandth', nearlyOrthogonal(1e-3)],
    ['repeated rows', repeated(0)],
    ['nearly repeated rows', repeated(1e-8)],
    ['rows that become shorter by six decades', scaleRows(gaussianMatrix(ROWS, COLUMNS, 5), powers(0.88, ROWS))],
    ['rows that become longer by six decades', scaleRows(gaussianMatrix(ROWS, COLUMNS, 5), powers(1.14, ROWS))],
    ['a spectrum over twelve decades', scaleColumns(gaussianMatrix(ROWS, COLUMNS, 6), powers(0.8, COLUMNS))],
    ['a rank of one more than fits', scaleColumns(gaussianMatrix(ROWS, COUNT + 1, 7), powers(0.98, COUNT + 1))],
    ['a rank that fits', gaussianMatrix(ROWS, COUNT - 5, 8)],
  ])('is its definition for %s', async (_, a) => {
    const { rows: b, shrinks } = await frequentDirections(a, COUNT, products);
    const expected = await byDefinition(a);
    const total = squaredNorm(a);
    const difference = largestDifference(
      await products.multiply(transpose(b), b),
      await products.multiply(transpose(expected), expected),
    );
    expect(difference / total).toBeLessThan(1e-12);
    expect(shrinks).toBe(ROWS - COUNT);
    const gram = await products.multiplyTransposed(b, b);
    const offDiagonal = gram.data.filter((_entry, index) => index % (COUNT + 1) !== 0).map(Math.abs);
    expect(Math.max(...offDiagonal) / total).toBeLessThan(1e-12);
  });
});
