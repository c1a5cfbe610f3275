import { expect, it } from 'vitest';
import { buildVgg16 } from '../../../../src-main/network/vgg16.ts';
import { findChains } from '../../../../src-main/pruning/latency/layer-chain.ts';
import { estimateStaircases } from '../../../../src-main/pruning/latency/measure-staircases.ts';

it('is estimated by the shapes of layers, each counted once, as it is measured', () => {
  const chains = findChains(buildVgg16({ classes: 10, width: 0.25, seed: 1 }));
  const once = estimateStaircases(chains);
  expect(once).toBeGreaterThan(0);
  expect(estimateStaircases([...chains, ...chains])).toBe(once);
  expect(estimateStaircases([])).toBe(0);
});
