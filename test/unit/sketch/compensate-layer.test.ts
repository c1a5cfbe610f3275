import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src-shared/random.ts';
import { createMatrixProducts } from '../../../src-main/backend/onnxruntime/matrix-products.ts';
import { compensateLayer, type LayerToCompensate } from '../../../src-main/sketch/compensate-layer.ts';
import { askNumpy, numpyMissing } from './numpy.ts';

function range(count: number, step = 1, start = 0): number[] {
  return Array.from({ length: count }, (_, index) => start + index * step);
}

function randomWeights(count: number, seed: number): Float32Array {
  const random = createRandom(seed, 'weights');
  return Float32Array.from({ length: count }, () => random.normal());
}

const LAYER: LayerToCompensate = {
  layer: 'conv2',
  weights: randomWeights(24 * 6 * 9, 1),
  shape: [24, 6, 3, 3],
  keptInputs: [0, 2, 3, 5],
  keptOutputs: range(10, 2, 1),
  solver: 'frequent-directions',
  align: 'procrustes',
  scale: 'none',
};

const norm = (values: Float32Array): number => Math.hypot(...values);

describe('compensateLayer', () => {
  let products: Awaited<ReturnType<typeof createMatrixProducts>>;
  beforeAll(async () => {
    products = await createMatrixProducts();
  });
  afterAll(() => products.release());

  it('returns one filter for each kept one, over the kept inputs only', async () => {
    // Would catch reading a removed input channel.
    const { weights, certificate } = await compensateLayer(LAYER, products);
    expect(weights).toHaveLength(10 * 4 * 9);
    expect(certificate).toMatchObject({
      layer: 'conv2',
      solver: 'frequent-directions',
      align: 'procrustes',
      originalFilters: 24,
      keptFilters: 10,
      filterLength: 36,
      zeroRows: 0,
      shrinks: 14,
    });
    const changed = LAYER.weights.map((weight, index) => (Math.floor(index / 9) % 6 === 1 ? 100 : weight));
    expect((await compensateLayer({ ...LAYER, weights: changed }, products)).weights).toEqual(weights);
  });

  it('says how much of its time went into matrix products', async () => {
    // Would catch a share of something else, such as of the last step's time.
    const slow: typeof products = {
      ...products,
      async multiply(x, y) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return products.multiply(x, y);
      },
    };
    const { productShare } = (await compensateLayer(LAYER, slow)).certificate;
    expect(productShare).toBeGreaterThan(0.5);
    expect(productShare).toBeLessThan(1);
  });

  it.each(['frequent-directions', 'fast-frequent-directions', 'svd'] as const)(
    '%s gives the kept filters back, in their order, when the others are zero',
    async (solver) => {
      // Would catch rows that stand for another kept filter.
      const keptOutputs = [9, 2, 17, 5, 21];
      const weights = LAYER.weights.map((weight, index) => (keptOutputs.includes(Math.floor(index / 54)) ? weight : 0));
      const result = await compensateLayer({ ...LAYER, weights, keptOutputs, keptInputs: range(6), solver }, products);
      keptOutputs.forEach((filter, row) => {
        const made = result.weights.subarray(row * 54, (row + 1) * 54);
        const kept = weights.subarray(filter * 54, (filter + 1) * 54);
        const cosine =
          made.reduce((sum, entry, index) => sum + entry * (kept[index] ?? 0), 0) / (norm(made) * norm(kept));
        expect(cosine).toBeGreaterThan(0.99999);
      });
    },
  );

  it('spreads a rank below the rows kept over all rows when aligned, and fills rows when not', async () => {
    // The first layer of VGG16: 64 filters of length 27. Would catch dead filters in the compressed network.
    const first: LayerToCompensate = {
      ...LAYER,
      weights: randomWeights(64 * 27, 2),
      shape: [64, 3, 3, 3],
      keptInputs: range(3),
      keptOutputs: range(32),
    };
    const aligned = await compensateLayer(first, products);
    expect(aligned.certificate).toMatchObject({ zeroRows: 0, bound: 0, optimumError: 0 });
    expect(aligned.certificate.relativeError).toBeLessThan(1e-12);
    const plain = await compensateLayer({ ...first, align: 'none' }, products);
    expect(plain.certificate.zeroRows).toBe(5);
    expect(plain.certificate.relativeError).toBeGreaterThan(0.01);
    for (const { weights } of [aligned, plain]) {
      for (const row of range(32)) expect(norm(weights.subarray(row * 27, (row + 1) * 27))).toBeGreaterThan(1e-3);
    }
  });

  it.each([
    ['kept', (kept: number) => kept],
    ['unit', () => 1],
  ] as const)('scales to %s', async (scale, expected) => {
    const { weights, certificate } = await compensateLayer({ ...LAYER, scale, keptInputs: range(6) }, products);
    // Would catch a bound that is shown though it doesn't hold.
    expect(certificate.scale).toBe(scale);
    const kept = LAYER.keptOutputs.map((filter) => norm(LAYER.weights.subarray(filter * 54, (filter + 1) * 54)));
    expect(norm(weights)).toBeCloseTo(expected(Math.hypot(...kept)), 4);
  });

  it('survives a layer of zeros and a layer of equal filters', async () => {
    // Would catch a division by a zero norm.
    const zero = await compensateLayer({ ...LAYER, weights: new Float32Array(LAYER.weights.length) }, products);
    expect(zero.weights.every((weight) => weight === 0)).toBe(true);
    expect(zero.certificate).toMatchObject({ relativeError: 0, keptError: 0, optimumError: 0, bound: 0 });
    const equal = await compensateLayer(
      { ...LAYER, weights: LAYER.weights.map((_, index) => Math.sin(index % 54)) },
      products,
    );
    expect(equal.weights.every(Number.isFinite)).toBe(true);
    expect(equal.certificate.relativeError).toBeLessThan(1e-12);
  });

  it.skipIf(numpyMissing !== undefined).each([
    ['frequent-directions', 'procrustes', 'none'],
    ['fast-frequent-directions', 'none', 'none'],
    ['liberty-2013', 'procrustes', 'kept'],
    ['svd', 'procrustes', 'unit'],
  ] as const)('certifies %s, %s, %s as numpy measures the weights it returned', async (solver, align, scale) => {
    // Would catch an error measured on anything but the delivered weights.
    const { weights, certificate } = await compensateLayer({ ...LAYER, solver, align, scale }, products);
    const code = `
w = np.array(given["weights"]).reshape(given["shape"])[:, given["keptInputs"]]
a = w.reshape(len(w), -1)
kept = a[given["keptOutputs"]]
b = np.array(given["made"]).reshape(len(kept), -1)
s = np.linalg.svd(a, compute_uv=False) ** 2
l = len(kept)
error = lambda x: np.linalg.norm(a.T @ a - x.T @ x, 2) / s.sum()
answer = [error(b), error(kept), s[l] / s.sum(), min(s[k:].sum() / (l - k) for k in range(l)) / s.sum()]
`;
    const { shape, keptInputs, keptOutputs } = LAYER;
    const given = { weights: [...LAYER.weights], made: [...weights], shape, keptInputs, keptOutputs };
    const [relativeError = 0, keptError = 0, optimumError = 0, directionsBound = 0] = askNumpy(code, given);
    const bound = solver === 'svd' ? optimumError : solver === 'liberty-2013' ? 2 / 10 : directionsBound;
    expect(certificate.relativeError / relativeError).toBeCloseTo(1, 3);
    expect(certificate.keptError / keptError).toBeCloseTo(1, 3);
    expect(certificate.optimumError).toBeCloseTo(optimumError, 9);
    expect(certificate.bound).toBeCloseTo(bound, 9);
  });

  it('names the layer whose weights are not finite', async () => {
    const weights = LAYER.weights.slice().fill(Number.NaN, 7, 8);
    const compensated = compensateLayer({ ...LAYER, weights }, products);
    await expect(compensated).rejects.toThrow('layer "conv2" has weights that are not finite');
    await expect(compensated).rejects.toMatchObject({ code: 'bad-network' });
  });

  it.each([
    [{ keptOutputs: [24] }, "can't keep channel 24 of 24"],
    [{ keptInputs: [-1] }, "can't keep channel -1 of 6"],
    [{ keptOutputs: [] }, "can't keep channel nothing of 24"],
    [{ weights: new Float32Array(3) }, 'has 3 weights'],
  ])('refuses %j', async (change, message) => {
    await expect(compensateLayer({ ...LAYER, ...change }, products)).rejects.toThrow(message);
  });
});
