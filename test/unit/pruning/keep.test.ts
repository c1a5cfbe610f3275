import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countKept } from '../../../src-main/pruning/keep.ts';

const latency = { minChannels: 1, roundTo: 'latency' } as const;
const TREADS = [16, 32, 48, 64];

describe('countKept, in steps of latency', () => {
  it.each([
    [24, 32],
    [25, 32],
    [23, 16],
    [16, 16],
    [64, 64],
    [60, 64],
    [3, 16],
  ])('%i of 64 become %i: the nearest tread, the upper one of two', (wanted, kept) => {
    expect(countKept(64, wanted, latency, TREADS)).toBe(kept);
  });

  it('never goes below the fewest that the limits leave, be a lower tread nearer', () => {
    expect(countKept(64, 0, { ...latency, minChannels: 17 }, TREADS)).toBe(32);
    expect(countKept(64, 34, { ...latency, minShare: 0.53 }, TREADS)).toBe(48);
  });

  it('rounds nothing where nothing was measured', () => {
    expect(countKept(64, 23, latency)).toBe(23);
    expect(countKept(64, 0, { ...latency, minChannels: 5 }, [])).toBe(5);
  });

  it('keeps more where more is wanted, so that a search by halves finds a target', () => {
    const treads = fc.uniqueArray(fc.integer({ min: 1, max: 64 })).map((list) => [...list, 64].sort((a, b) => a - b));
    fc.assert(
      fc.property(treads, fc.integer({ min: 1, max: 64 }), (list, minChannels) => {
        const kept = Array.from({ length: 65 }, (_, wanted) =>
          countKept(64, wanted, { ...latency, minChannels }, list),
        );
        expect(kept).toEqual(kept.toSorted((one, other) => one - other));
        for (const count of kept) expect(list).toContain(count);
      }),
    );
  });
});
