import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findExtremeEigenvalue } from '../../../src-main/sketch/extreme-eigenvalue.ts';
import { decomposeSymmetric } from '../../../src-main/sketch/symmetric-eigen.ts';
import { denseTridiagonal } from '../../../src-main/sketch/tridiagonal-eigen.ts';

function expected(
  diagonal: readonly number[],
  offDiagonal: readonly number[],
): { value: number; lastEntries: number[] } {
  const { values, vectors } = decomposeSymmetric(denseTridiagonal(diagonal, offDiagonal));
  const sizes = [...values].map(Math.abs);
  const value = Math.max(...sizes);
  const size = diagonal.length;
  const lastEntries = sizes.flatMap((other, row) =>
    other > value * (1 - 1e-6) ? [Math.abs(vectors.data[row * size + size - 1] ?? 0)] : [],
  );
  return { value, lastEntries };
}

describe('findExtremeEigenvalue', () => {
  it('is the decomposition’s', () => {
    // Would catch looking at one end only, a bisection that stops early, and a vector that isn't the eigenvalue's.
    const entry = fc.double({ min: -10, max: 10, noNaN: true }).map((value) => (Math.abs(value) < 1e-6 ? 0 : value));
    fc.assert(
      fc.property(fc.array(fc.tuple(entry, entry), { minLength: 1, maxLength: 40 }), (pairs) => {
        const diagonal = pairs.map(([first]) => first);
        const offDiagonal = pairs.slice(1).map(([, second]) => second);
        const { value, lastEntry } = findExtremeEigenvalue(diagonal, offDiagonal);
        const exact = expected(diagonal, offDiagonal);
        expect(Math.abs(value - exact.value)).toBeLessThanOrEqual(1e-13 * exact.value + Number.MIN_VALUE);
        // Of equal eigenvalues it is any mixture's.
        const [only] = exact.lastEntries;
        if (exact.lastEntries.length === 1) expect(lastEntry).toBeCloseTo(only ?? 0, 6);
      }),
    );
  });
});
