import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surveyGroups } from '../../../src-main/pruning/coupled-groups.ts';
import { drawChannels } from '../../../src-main/pruning/draw-channels.ts';
import { buildResidualNetwork } from '../../residual-network.ts';

describe('drawChannels', () => {
  it('keeps as many channels of each layer, each at most once, in order: catches a control of another size', () => {
    const layers = fc.array(
      fc.record({ channels: fc.integer({ min: 1, max: 60 }), kept: fc.integer({ min: 1, max: 60 }) }),
      {
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(layers, fc.integer(), (sizes, seed) => {
        const plan = sizes.map(({ channels, kept }, index) => ({
          layer: `conv${index}`,
          originalChannels: channels,
          keep: Array.from({ length: Math.min(kept, channels) }, (_, channel) => channel),
        }));
        const drawn = drawChannels([], plan, seed);
        expect(drawn.map(({ layer, keep }) => [layer, keep.length])).toEqual(
          plan.map(({ layer, keep }) => [layer, keep.length]),
        );
        drawn.forEach(({ keep, originalChannels }) => {
          expect(keep).toEqual([...new Set(keep)].sort((a, b) => a - b));
          expect(keep.every((channel) => channel >= 0 && channel < originalChannels)).toBe(true);
        });
      }),
    );
  });

  it('draws by the seed and the layer (would catch the same filters for every seed)', () => {
    const keep = Array.from({ length: 32 }, (_, channel) => channel);
    const plan = ['a', 'b'].map((layer) => ({ layer, originalChannels: 64, keep }));
    const [a, b] = drawChannels([], plan, 1);
    expect(drawChannels([], plan, 1)).toEqual([a, b]);
    expect(a?.keep).not.toEqual(b?.keep);
    expect(drawChannels([], plan, 2)[0]?.keep).not.toEqual(a?.keep);
  });

  it('draws the same channels for all layers of a group: catches a control that surgery can’t carry out', () => {
    const { groups } = surveyGroups(buildResidualNetwork({ channels: 24 }));
    const keep = Array.from({ length: 12 }, (_, channel) => channel);
    const plan = ['stem', 'inner1', 'outer1'].map((layer) => ({ layer, originalChannels: 24, keep }));
    const [stem, inner, outer] = drawChannels(groups, plan, 3);
    expect(outer?.keep).toEqual(stem?.keep);
    expect(inner?.keep).not.toEqual(stem?.keep);
  });

  it('draws every channel about as often', () => {
    const counts = new Array<number>(8).fill(0);
    for (let seed = 0; seed < 2000; seed++) {
      const [layer] = drawChannels([], [{ layer: 'conv', originalChannels: 8, keep: [0, 1] }], seed);
      for (const channel of layer?.keep ?? []) counts[channel] = (counts[channel] ?? 0) + 1;
    }
    // 500 expected, five standard deviations are 97.
    for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(97);
  });
});
