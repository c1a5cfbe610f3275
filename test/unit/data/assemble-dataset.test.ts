import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateSplit, assembleDataset, channelStatistics } from '../../../src-main/data/assemble-dataset.ts';
import type { ImageSplit } from '../../../src-main/data/dataset.ts';

function splitOf(images: readonly number[], imageBytes: number): ImageSplit {
  const split = allocateSplit(images.length / imageBytes, imageBytes);
  split.images.set(images);
  return split;
}

describe('channelStatistics', () => {
  it('equals the two-pass formula on each channel: catches mixed channels and a wrong divisor', () => {
    const images = fc.array(fc.array(fc.nat(255), { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(images, (each) => {
        const { mean, deviation } = channelStatistics(splitOf(each.flat(), 6), 2, 3);
        for (const channel of [0, 1]) {
          const values = each.flatMap((image) => image.slice(channel * 3, channel * 3 + 3).map((byte) => byte / 255));
          const average = values.reduce((sum, value) => sum + value, 0) / values.length;
          const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length;
          expect(mean[channel]).toBeCloseTo(average, 12);
          expect((deviation[channel] ?? 0) ** 2).toBeCloseTo(variance, 12);
        }
      }),
    );
  });

  it('finds no deviation in a constant channel: catches the root of a negative rounding error', () => {
    const { mean, deviation } = channelStatistics(splitOf(new Array(3 * 7).fill(101), 7), 1, 7);
    expect(mean).toEqual([101 / 255]);
    expect(deviation).toEqual([0]);
  });
});

describe('assembleDataset', () => {
  const parts = { name: 'tiny', classes: ['one'], channels: 1, height: 1, width: 2 };

  it('hashes where the splits part: catches a hash of the bytes laid end to end', () => {
    const early = assembleDataset({ ...parts, train: splitOf([1, 2], 2), test: splitOf([3, 4, 5, 6], 2) });
    const late = assembleDataset({ ...parts, train: splitOf([1, 2, 3, 4], 2), test: splitOf([5, 6], 2) });
    expect(early.hash).not.toBe(late.hash);
  });
});
