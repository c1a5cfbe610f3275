import fc from 'fast-check';
import { createRandom } from '../../../src-shared/random.ts';
import { zeroMatrix, type DenseMatrix } from '../../../src-main/sketch/matrix.ts';

/** Independent standard normal entries. */
export function gaussianMatrix(rows: number, columns: number, seed: number): DenseMatrix {
  const random = createRandom(seed, 'gaussian', rows, columns);
  return { rows, columns, data: Float64Array.from({ length: rows * columns }, () => random.normal()) };
}

/** Rank n/4 with exponentially decaying directions, and noise at a tenth of them: a trained layer's kind of spectrum. */
export function decayingMatrix(rows: number, columns: number, seed: number): DenseMatrix {
  const rank = Math.ceil(rows / 4);
  const mixing = gaussianMatrix(rows, rank, seed);
  const directions = gaussianMatrix(rank, columns, seed + 1);
  const noise = gaussianMatrix(rows, columns, seed + 2);
  const strengths = Float64Array.from({ length: rank }, (_, index) => Math.exp((-4 * index) / rank));
  const mixed = naiveProduct(
    { ...mixing, data: mixing.data.map((entry, index) => entry * (strengths[index % rank] ?? 0)) },
    directions,
  );
  return { ...mixed, data: mixed.data.map((entry, index) => entry + 0.02 * (noise.data[index] ?? 0)) };
}

export function matrixFromRows(rows: readonly (readonly number[])[]): DenseMatrix {
  return { rows: rows.length, columns: rows[0]?.length ?? 0, data: Float64Array.from(rows.flat()) };
}

export function toRows(x: DenseMatrix): number[][] {
  return Array.from({ length: x.rows }, (_, row) => [...x.data.subarray(row * x.columns, (row + 1) * x.columns)]);
}

export function naiveProduct(x: DenseMatrix, y: DenseMatrix): DenseMatrix {
  const product = zeroMatrix(x.rows, y.columns);
  for (let row = 0; row < x.rows; row++) {
    for (let column = 0; column < y.columns; column++) {
      let sum = 0;
      for (let inner = 0; inner < x.columns; inner++) {
        sum += (x.data[row * x.columns + inner] ?? 0) * (y.data[inner * y.columns + column] ?? 0);
      }
      product.data[row * y.columns + column] = sum;
    }
  }
  return product;
}

/** The largest absolute difference of two matrices of one size. */
export function largestDifference(x: DenseMatrix, y: DenseMatrix): number {
  return x.data.reduce(
    (largest, entry, index) => Math.max(largest, Math.abs(entry - (y.data[index] ?? Number.NaN))),
    0,
  );
}

/** Small matrices of all kinds: any scale, zero rows, repeated rows, more rows than columns and the reverse. */
export const anyMatrix: fc.Arbitrary<DenseMatrix> = fc
  .record({
    rows: fc.integer({ min: 1, max: 24 }),
    columns: fc.integer({ min: 1, max: 16 }),
    seed: fc.integer({ min: 0, max: 1_000_000 }),
    exponent: fc.integer({ min: -6, max: 4 }),
    zeroRows: fc.array(fc.nat(23), { maxLength: 4 }),
    repeats: fc.array(fc.tuple(fc.nat(23), fc.nat(23)), { maxLength: 4 }),
  })
  .map(({ rows, columns, seed, exponent, zeroRows, repeats }) => {
    const list = toRows(gaussianMatrix(rows, columns, seed)).map((row) => row.map((entry) => entry * 10 ** exponent));
    for (const [from, to] of repeats) list[to % rows] = [...(list[from % rows] ?? [])];
    for (const row of zeroRows) list[row % rows] = Array.from({ length: columns }, () => 0);
    return matrixFromRows(list);
  });

/** diag(factors)·X, copied. */
export function scaleRows(x: DenseMatrix, factors: Float64Array): DenseMatrix {
  const scaled = zeroMatrix(x.rows, x.columns);
  for (let row = 0, index = 0; row < x.rows; row++) {
    const factor = factors[row] ?? 0;
    for (let column = 0; column < x.columns; column++, index++) scaled.data[index] = factor * (x.data[index] ?? 0);
  }
  return scaled;
}
