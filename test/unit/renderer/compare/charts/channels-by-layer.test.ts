import { expect, it } from 'vitest';
import { channelsByLayer } from '../../../../../src-renderer/compare/charts/channels-by-layer.ts';

it('plans stand beside each other by the names of their layers; a plan without a layer has a gap there', () => {
  const first = [
    { layer: 'conv1', originalChannels: 8, keep: [0, 1, 2] },
    { layer: 'conv2', originalChannels: 16, keep: [0] },
  ];
  const second = [{ layer: 'conv2', originalChannels: 16, keep: [3, 4] }];
  expect(channelsByLayer([first, second])).toEqual([
    { layer: 'conv1', original: 8, kept: [3, null] },
    { layer: 'conv2', original: 16, kept: [1, 2] },
  ]);
});
