import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstCounts, refiningCounts } from '../../../../src-main/pruning/latency/channel-grid.ts';

describe('firstCounts', () => {
  it('has both sides of every place where a block can end', () => {
    expect(firstCounts(64, 72)).toEqual([
      1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29, 32, 33, 36, 37, 40, 41, 44, 45, 48, 49, 52, 53, 56, 57, 60,
      61, 64,
    ]);
  });

  it('is ascending, begins with one, ends with all channels and is not much longer than it may be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2048 }), fc.integer({ min: 8, max: 72 }), (channels, most) => {
        const counts = firstCounts(channels, most);
        expect(counts).toEqual([...new Set(counts)].sort((one, other) => one - other));
        expect([counts[0], counts.at(-1)]).toEqual([1, channels]);
        expect(counts.length).toBeLessThanOrEqual(most + 2);
      }),
    );
  });
});

describe('refiningCounts', () => {
  it('looks at the roundest count where times rise, and nowhere else', () => {
    const points = [
      { channels: 32, milliseconds: 1 },
      { channels: 33, milliseconds: 2 },
      { channels: 64, milliseconds: 3 },
      { channels: 96, milliseconds: 3 },
    ];
    expect(refiningCounts(points, 0.03)).toEqual([48, 49]);
  });

  it('ends: it never asks for a count that is measured already', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 600 }), { minLength: 1 }), (channels) => {
        const points = channels
          .sort((one, other) => one - other)
          .map((count) => ({ channels: count, milliseconds: count }));
        for (const count of refiningCounts(points, 0)) expect(channels).not.toContain(count);
      }),
    );
  });
});
