import { expect, it, onTestFinished } from 'vitest';
import { createMatrixProducts } from '../../../src-main/backend/onnxruntime/matrix-products.ts';
import { transpose } from '../../../src-main/sketch/matrix.ts';
import { solvePositive } from '../../../src-main/sketch/solve-positive.ts';
import { largestDifference } from '../../small-network.ts';
import { gaussianMatrix, naiveProduct } from './matrices.ts';

it.each([1, 5, 96, 97, 250])('solves a system of %i unknowns: catches blocks put together wrongly', async (size) => {
  const products = await createMatrixProducts();
  onTestFinished(() => products.release());
  const root = gaussianMatrix(size, size + 20, size);
  const c = naiveProduct(root, transpose(root));
  const x = gaussianMatrix(size, 4, 7);
  const solved = await solvePositive(c, naiveProduct(c, x), products);
  expect(largestDifference(solved.data, x.data)).toBeLessThan(1e-6);
});
