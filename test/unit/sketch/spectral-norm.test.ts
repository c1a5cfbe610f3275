import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transpose } from '../../../src-main/sketch/matrix.ts';
import { differenceNorm } from '../../../src-main/sketch/spectral-norm.ts';
import { decomposeSymmetric } from '../../../src-main/sketch/symmetric-eigen.ts';
import { anyMatrix, gaussianMatrix, naiveProduct } from './matrices.ts';

function exactNorm(squares: Float64Array, b: Parameters<typeof differenceNorm>[1]): number {
  const product = naiveProduct(transpose(b), b);
  const size = squares.length;
  const data = product.data.map(
    (entry, index) => (index % (size + 1) === 0 ? (squares[index / (size + 1)] ?? 0) : 0) - entry,
  );
  return Math.max(...decomposeSymmetric({ ...product, data }).values.map(Math.abs));
}

describe('differenceNorm', () => {
  it('is the largest absolute eigenvalue of any difference', () => {
    // Would catch looking at one end only, and stopping before the other end has settled.
    fc.assert(
      fc.property(anyMatrix, fc.constantFrom(0, 1e-3, 1, 3), (b, weight) => {
        const squares = Float64Array.from({ length: b.columns }, (_, index) => weight * (b.columns - index));
        const exact = exactNorm(squares, b);
        const scale = Math.max(exact, squares[0] ?? 0);
        expect(Math.abs(differenceNorm(squares, b) - exact)).toBeLessThanOrEqual(5e-4 * exact + 1e-13 * scale);
      }),
    );
  });

  it.each([0, 1, 0.3])('settles on a large matrix, sketch scaled by %d', (scale) => {
    const b = gaussianMatrix(80, 160, 3);
    const scaled = { ...b, data: b.data.map((entry) => entry * scale) };
    const squares = Float64Array.from({ length: 160 }, (_, index) => 300 - index);
    const exact = exactNorm(squares, scaled);
    expect(Math.abs(differenceNorm(squares, scaled) - exact) / exact).toBeLessThan(5e-4);
  });

  it('is zero for nothing', () => {
    expect(differenceNorm(new Float64Array(0), { rows: 2, columns: 0, data: new Float64Array(0) })).toBe(0);
  });
});
