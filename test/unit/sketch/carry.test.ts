import { describe, expect, it, onTestFinished } from 'vitest';
import { createMatrixProducts } from '../../../src-main/backend/onnxruntime/matrix-products.ts';
import { surveyGroups } from '../../../src-main/pruning/coupled-groups.ts';
import { removeChannels } from '../../../src-main/pruning/surgery.ts';
import { findCarry, findKeptCarry } from '../../../src-main/sketch/carry.ts';
import { compensateNetwork } from '../../../src-main/sketch/compensate-network.ts';
import { duplicateChannels } from '../../duplicated-channels.ts';
import { buildSmallNetwork, largestDifference, runOnRandomImages } from '../../small-network.ts';
import { gaussianMatrix, toRows } from './matrices.ts';
import { askNumpy, numpyMissing } from './numpy.ts';

async function openProducts() {
  const products = await createMatrixProducts();
  onTestFinished(() => products.release());
  return products;
}

describe('findCarry', () => {
  it.skipIf(numpyMissing)('is the original times the pseudo-inverse of the sketch, as numpy has it', async () => {
    const a = gaussianMatrix(9, 12, 1);
    const b = gaussianMatrix(4, 12, 2);
    const carry = await findCarry(a, b, await openProducts());
    const answer = askNumpy('answer = (np.array(given["a"]) @ np.linalg.pinv(np.array(given["b"]))).ravel()', {
      a: toRows(a),
      b: toRows(b),
    });
    expect(largestDifference(carry.data, answer)).toBeLessThan(1e-4);
  });
});

describe('findKeptCarry', () => {
  it('lets kept channels stand for themselves, even more of them than the filters have values', async () => {
    // Would catch a singular system, which 108 kept filters over four kept inputs make.
    const keep = Array.from({ length: 108 }, (_, index) => index);
    const carry = await findKeptCarry(gaussianMatrix(128, 36, 1), keep, await openProducts());
    const rows = toRows(carry);
    expect(
      rows.slice(0, 108).every((row, index) => row[index] === 1 && row.filter((one) => one !== 0).length === 1),
    ).toBe(true);
    expect(
      rows
        .slice(108)
        .flat()
        .every((share) => Number.isFinite(share) && Math.abs(share) < 2),
    ).toBe(true);
  });
});

describe('merging', () => {
  const layer = { channels: 8, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'MaxPool' } as const;
  it.each([
    ['conv1', true],
    ['conv2', true],
    ['conv2', false],
  ])('loses nothing where %s repeats its channels (linear weight transposed: %s)', async (name, transposed) => {
    // Would catch a carry along the wrong axis, or through the wrong batch normalisation.
    const graph = buildSmallNetwork({ layers: [layer, layer], side: 8, classes: 3, transposed, seed: 3 });
    const { network: original, plan } = duplicateChannels(graph, name);
    const { groups } = surveyGroups(original);
    const pruned = removeChannels(original, groups, plan);
    const input = { original, pruned, groups, plan };
    const { network } = await compensateNetwork(input, { method: 'merge' }, await openProducts(), () => undefined);
    const wanted = await runOnRandomImages(original);
    expect(largestDifference(await runOnRandomImages(pruned), wanted)).toBeGreaterThan(0.1);
    expect(largestDifference(await runOnRandomImages(network), wanted)).toBeLessThan(1e-3);
  });
});
