import { expect, it } from 'vitest';
import { inspectGraph } from '../../../src-main/pruning/inspect.ts';
import { buildResidualNetwork } from '../../residual-network.ts';

it('names every layer that goes with a group’s channels, and the group of every layer', () => {
  const { groups, layers } = inspectGraph(buildResidualNetwork({ channels: 4, lastBatchNorm: false }));
  expect(groups).toEqual([
    { name: 'stem', layers: ['stem', 'stem.bn', 'outer1', 'outer1.bn', 'outer2'], channels: 4, prunable: true },
    { name: 'inner1', layers: ['inner1', 'inner1.bn'], channels: 4, prunable: true },
    { name: 'inner2', layers: ['inner2', 'inner2.bn'], channels: 4, prunable: true },
  ]);
  const groupOf = new Map(layers.map(({ name, group }) => [name, group]));
  expect([groupOf.get('outer1.bn'), groupOf.get('linear')]).toEqual(['stem', null]);
});
