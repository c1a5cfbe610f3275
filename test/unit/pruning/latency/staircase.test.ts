import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTreads, joinSamples, readStaircase } from '../../../../src-main/pruning/latency/staircase.ts';
import { createRandom } from '../../../../src-shared/random.ts';

const COUNTS = Array.from({ length: 64 }, (_, index) => index + 1);

/** As many as a measurement takes at most; in half as many, one sample in 1,500 shows a step that isn't there. */
const ROUNDS = 48;

/** Rounds of a layer whose time is `timeOf` its channels, on a machine whose other work adds to a share of the runs. */
function sample(timeOf: (channels: number) => number, seed: number): Map<number, number[]> {
  const random = createRandom(seed, 'staircase');
  const disturbed = (time: number): number => time * (1 + random.uniform() * (random.uniform() < 0.5 ? 0.01 : 1));
  return new Map(
    COUNTS.map((channels) => [channels, Array.from({ length: ROUNDS }, () => disturbed(timeOf(channels)))]),
  );
}

describe('readStaircase', () => {
  it('finds the ends of blocks of 16 whatever other work adds: a mean would invent steps, and so would a median', () => {
    const blocks = (channels: number): number => Math.ceil(channels / 16);
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(readStaircase(sample(blocks, seed)).treads).toEqual([16, 32, 48, 64]);
      }),
      { numRuns: 50 },
    );
  });

  it('has no step on a flat curve but all channels, however noisy', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(readStaircase(sample(() => 1, seed)).treads).toEqual([64]);
      }),
      { numRuns: 50 },
    );
  });

  it('passes over teeth: 61 channels that take longer than 64 are no tread, nor are 60 that take as long', () => {
    const teeth = (channels: number): number => Math.ceil(channels / 16) * (channels % 4 === 0 ? 1 : 1.2);
    expect(readStaircase(sample(teeth, 1)).treads).toEqual([16, 32, 48, 64]);
  });

  it.each([
    ['calls nothing a step that is smaller than what the machine differs from itself', 0.03, [64]],
    ['has no treads at all where the machine differs so much that channels would go or stay by chance', 0.2, []],
  ])('%s', (_, spread, treads) => {
    const samples = new Map(
      COUNTS.map((channels) => {
        const time = Math.ceil(channels / 16) * 0.01 + 1;
        return [channels, [time, time * (1 + spread)]] as const;
      }),
    );
    expect(readStaircase(samples)).toMatchObject({ tolerance: expect.closeTo(2 * spread), treads });
  });

  it('reads a smooth slope as treads that differ by the tolerance at least', () => {
    const { treads, tolerance, points } = readStaircase(sample((channels) => channels, 3));
    const timeOf = (channels: number): number => points[channels - 1]?.milliseconds ?? 0;
    for (const [index, tread] of treads.slice(1).entries()) {
      expect(timeOf(treads[index] ?? 0)).toBeLessThan(timeOf(tread) * (1 - tolerance));
    }
    expect(treads.length).toBeGreaterThan(10);
  });
});

describe('findTreads', () => {
  it('gives the last count even where it takes less than all others', () => {
    const points = [4, 8, 12].map((channels) => ({ channels, milliseconds: 20 - channels }));
    expect(findTreads(points, 0.03)).toEqual([12]);
  });
});

describe('findTreads, a step below the tolerance', () => {
  it('ends before it: 97 channels are no tread where 96 take less for each', () => {
    const times = [0.9, 0.91, 0.95, 1.2];
    const points = [64, 96, 97, 128].map((channels, index) => ({ channels, milliseconds: times[index] ?? 0 }));
    expect(findTreads(points, 0.1)).toEqual([96, 128]);
  });
});

describe('joinSamples', () => {
  it('keeps the rounds of both', () => {
    const joined = joinSamples(new Map([[4, [1, 2]]]), new Map([[4, [3]]]));
    expect([...joined]).toEqual([[4, [1, 2, 3]]]);
  });
});
