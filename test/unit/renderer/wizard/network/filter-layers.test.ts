import { expect, it } from 'vitest';
import type { InspectedLayer } from '../../../../../src-shared/network-inspection.ts';
import { sharedGroups } from '../../../../../src-renderer/wizard/network/filter-layers.ts';

function layer(name: string, operator: string): InspectedLayer {
  return { name, operator, outputShape: [], parameters: 1, macs: 1, channels: 4, group: null };
}

it('takes convolutions that are added for a shared group, and no convolution with its batch normalisation', () => {
  const layers = [
    layer('a', 'Conv'),
    layer('a.bn', 'BatchNormalization'),
    layer('b', 'Conv'),
    layer('b.bn', 'BatchNormalization'),
    layer('up', 'ConvTranspose'),
  ];
  const group = (...names: string[]): Parameters<typeof sharedGroups>[0]['groups'][number] => ({
    name: names.join(),
    layers: names,
    channels: 4,
    prunable: true,
  });
  const groups = [group('a', 'a.bn'), group('a', 'a.bn', 'b', 'b.bn'), group('b', 'up')];
  expect(sharedGroups({ layers, groups }).map(({ name }) => name)).toEqual(['a,a.bn,b,b.bn', 'b,up']);
});
