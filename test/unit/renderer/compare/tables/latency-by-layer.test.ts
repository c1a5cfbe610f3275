import { expect, it } from 'vitest';
import { latencyByLayer } from '../../../../../src-renderer/compare/tables/latency-by-layer.ts';

const timed = { macsBefore: 400, millisecondsBefore: 2 };

it('layers are marked that lost MACs but no time, and only those, with the channels of the plan', () => {
  const layers = latencyByLayer({
    plan: [
      { layer: 'conv1', originalChannels: 8, keep: [0, 1] },
      { layer: 'conv2', originalChannels: 8, keep: [0, 1, 2, 3] },
    ],
    layerLatency: [
      { ...timed, layer: 'conv1', macsAfter: 100, millisecondsAfter: 2 },
      { ...timed, layer: 'conv2', macsAfter: 200, millisecondsAfter: 1 },
      { ...timed, layer: 'head', macsAfter: 390, millisecondsAfter: 2 },
    ],
  });
  expect(layers.map(({ noFaster }) => noFaster)).toEqual([true, false, false]);
  expect(layers.map(({ macsChange }) => macsChange)).toEqual([-0.75, -0.5, expect.closeTo(-0.025)]);
  expect(layers.map(({ timeChange }) => timeChange)).toEqual([0, -0.5, 0]);
  // A layer that the plan does not name keeps its channels: it only reads fewer.
  expect(layers.map(({ channels }) => channels)).toEqual([{ before: 8, after: 2 }, { before: 8, after: 4 }, null]);
});
