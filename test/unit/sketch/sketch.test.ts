import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMatrixProducts } from '../../../src-main/backend/onnxruntime/matrix-products.ts';
import { squaredNorm, transpose, type DenseMatrix } from '../../../src-main/sketch/matrix.ts';
import { findMixing, findRowSpace } from '../../../src-main/sketch/row-space.ts';
import { sketchRows, type Solver } from '../../../src-main/sketch/sketch.ts';
import { decomposeSymmetric } from '../../../src-main/sketch/symmetric-eigen.ts';
import { anyMatrix, decayingMatrix, gaussianMatrix, largestDifference, naiveProduct, toRows } from './matrices.ts';
import { askNumpy, numpyMissing } from './numpy.ts';

const SOLVERS: readonly Solver[] = ['frequent-directions', 'fast-frequent-directions', 'liberty-2013', 'svd'];

/** The streaming algorithms as their papers state them, one singular value decomposition a shrink. */
const REFERENCES: Readonly<Record<'frequent-directions' | 'fast-frequent-directions' | 'liberty-2013', string>> = {
  'frequent-directions': 'room, position, last = l + 1, l, False',
  'fast-frequent-directions': 'room, position, last = 2 * l, l, True',
  'liberty-2013': 'room, position, last = l, (l + 1) // 2 - 1, False',
};
const REFERENCE = `
a, l = np.array(given["a"]), given["l"]
def shrink(b):
    _, s, v = np.linalg.svd(b, full_matrices=False)
    delta = s[position] ** 2 if position < len(s) else 0
    s = np.sqrt(np.maximum(s ** 2 - delta, 0))
    return (s[:, None] * v)[s > 1e-12][:l]
b = np.zeros((0, a.shape[1]))
for row in a:
    if not given["eager"] and len(b) == room:
        b = shrink(b)
    b = np.vstack([b, row])
    if given["eager"] and len(b) == room:
        b = shrink(b)
if last and len(b) > l:
    b = shrink(b)
answer = (b.T @ b).ravel()
`;

describe('sketchRows', () => {
  let products: Awaited<ReturnType<typeof createMatrixProducts>>;
  beforeAll(async () => {
    products = await createMatrixProducts();
  });
  afterAll(() => products.release());

  async function sketch(a: DenseMatrix, count: number, solver: Solver): Promise<DenseMatrix> {
    const space = await findRowSpace(a, products);
    const { rows } = await sketchRows(space, count, solver, products);
    return products.multiply(await findMixing(rows, space, products), a);
  }

  /** Eigenvalues of AᵀA − BᵀB, largest first. */
  function differenceSpectrum(a: DenseMatrix, b: DenseMatrix): Float64Array {
    const full = naiveProduct(transpose(a), a);
    const kept = naiveProduct(transpose(b), b);
    return decomposeSymmetric({ ...full, data: full.data.map((entry, index) => entry - (kept.data[index] ?? 0)) })
      .values;
  }

  it.each(SOLVERS)('%s keeps its guarantee on any matrix', async (solver) => {
    // Would catch a wrong δ, rows lost on the way, and any trouble with zero, repeated or too many rows.
    await fc.assert(
      fc.asyncProperty(anyMatrix, fc.double({ min: 0, max: 1, noNaN: true }), async (a, share) => {
        const count = Math.max(1, Math.round(share * a.rows));
        const b = await sketch(a, count, solver);
        const total = squaredNorm(a);
        const rounding = 1e-10 * total;
        expect([b.rows, b.columns]).toEqual([count, a.columns]);
        const spectrum = differenceSpectrum(a, b);
        expect(spectrum.at(-1)).toBeGreaterThanOrEqual(-rounding);
        const error = spectrum[0] ?? 0;
        const squares = decomposeSymmetric(naiveProduct(transpose(a), a)).values;
        if (solver === 'liberty-2013') expect(error).toBeLessThanOrEqual((2 * total) / count + rounding);
        else if (solver === 'svd') expect(Math.abs(error - (squares[count] ?? 0))).toBeLessThanOrEqual(rounding);
        else {
          for (let rank = 0; rank < count; rank++) {
            const tail = squares.subarray(rank).reduce((sum, square) => sum + Math.max(0, square), 0);
            expect(error).toBeLessThanOrEqual(tail / (count - rank) + rounding);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it.each(SOLVERS)('%s gives the same numbers twice', async (solver) => {
    const a = gaussianMatrix(40, 30, 5);
    expect(await sketch(a, 12, solver)).toEqual(await sketch(a, 12, solver));
  });

  it.each(['frequent-directions', 'fast-frequent-directions', 'svd'] as const)(
    '%s loses nothing of a matrix whose rank is no higher than the rows kept',
    async (solver) => {
      // Would catch shrinking by a value that is not the smallest: the layer 64 × 27 has zero singular values.
      const a = gaussianMatrix(64, 27, 6);
      const spectrum = differenceSpectrum(a, await sketch(a, 32, solver));
      expect(Math.max(...spectrum.map(Math.abs))).toBeLessThan(1e-11 * squaredNorm(a));
    },
  );

  it.each([
    [12, 8],
    [80, 150],
    [80, 40],
  ])('orders the solvers on a decaying spectrum (%i rows of %i)', async (rows, columns) => {
    // The order measured in the literature: exact ≤ fast ≤ plain ≤ half; would catch solvers swapped in the switch.
    const a = decayingMatrix(rows, columns, 7);
    const count = Math.round(rows * 0.15);
    const error = async (solver: Solver): Promise<number> =>
      differenceSpectrum(a, await sketch(a, count, solver))[0] ?? 0;
    const best = await error('svd');
    const fast = await error('fast-frequent-directions');
    const plain = await error('frequent-directions');
    const half = await error('liberty-2013');
    expect(best).toBeLessThanOrEqual(fast * (1 + 1e-9));
    expect(fast).toBeLessThanOrEqual(plain * (1 + 1e-9));
    expect(plain).toBeLessThan(half);
  });

  it.skipIf(numpyMissing !== undefined).each([
    ['frequent-directions', 9, 70, 30],
    ['frequent-directions', 31, 110, 60],
    ['frequent-directions', 5, 40, 8],
    ['fast-frequent-directions', 9, 70, 30],
    ['fast-frequent-directions', 31, 110, 60],
    ['liberty-2013', 9, 70, 30],
    ['liberty-2013', 30, 110, 60],
  ] as const)('%s at %i of %i×%i is its paper’s algorithm run by numpy', async (solver, count, rows, columns) => {
    // Would catch an arrowhead step, a block boundary or a δ that differs from decomposing the rows themselves.
    const a = gaussianMatrix(rows, columns, 8);
    const eager = solver !== 'liberty-2013';
    const code = `l = given["l"]\n${REFERENCES[solver]}\n${REFERENCE}`;
    const expected = Float64Array.from(askNumpy(code, { a: toRows(a), l: count, eager }));
    const b = await sketch(a, count, solver);
    const difference = largestDifference(naiveProduct(transpose(b), b), { rows: columns, columns, data: expected });
    expect(difference).toBeLessThan(1e-11 * squaredNorm(a));
  });

  it('refuses to sketch up or to nothing', async () => {
    const space = await findRowSpace(gaussianMatrix(4, 3, 1), products);
    await expect(sketchRows(space, 5, 'svd', products)).rejects.toThrow("4 rows can't be sketched to 5");
    await expect(sketchRows(space, 0, 'svd', products)).rejects.toThrow("4 rows can't be sketched to 0");
  });
});
