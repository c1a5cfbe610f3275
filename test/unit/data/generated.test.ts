import { describe, expect, it } from 'vitest';
import type { ImageSplit } from '../../../src-main/data/dataset.ts';
import { generateDataset } from '../../../src-main/data/generated.ts';

const IMAGE_BYTES = 3 * 32 * 32;

function imageOf(split: ImageSplit, index: number): Uint8Array {
  return split.images.subarray(index * IMAGE_BYTES, (index + 1) * IMAGE_BYTES);
}

/** Mean red, green and blue of an image. */
function meanColour(split: ImageSplit, index: number): number[] {
  const image = imageOf(split, index);
  return [0, 1, 2].map((channel) => {
    let sum = 0;
    for (let pixel = 0; pixel < 1024; pixel++) sum += image[channel * 1024 + pixel] ?? 0;
    return sum / 1024;
  });
}

describe('generateDataset', () => {
  it('makes the same bytes for a seed on every machine: catches platform-dependent arithmetic and accidental redesign', () => {
    const { hash } = generateDataset({ train: 200, test: 100, seed: 1 });
    expect(hash).toBe('a194d139b0e6ee36e266f17a50656d787f3eeeb63293d241895643492be21b11');
  });

  it('depends on the seed, and not on how many images are asked for', () => {
    const small = generateDataset({ train: 100, test: 100, seed: 1 });
    const large = generateDataset({ train: 150, test: 120, seed: 1 });
    const other = generateDataset({ train: 100, test: 100, seed: 2 });
    expect(large.train.images.subarray(0, small.train.images.length)).toEqual(small.train.images);
    expect(other.train.images).not.toEqual(small.train.images);
  });

  it('never shows an image twice, in one split or both: catches training on the test split', () => {
    const { train, test } = generateDataset({ train: 2000, test: 1000, seed: 1 });
    const seen = new Set<string>();
    for (const split of [train, test]) {
      for (let index = 0; index < split.count; index++) seen.add(Buffer.from(imageOf(split, index)).toString('base64'));
    }
    expect(seen.size).toBe(3000);
  });

  it('has its classes in equal numbers, also among the first images', () => {
    const { train, classes } = generateDataset({ train: 100, test: 100, seed: 5 });
    expect(classes).toHaveLength(10);
    expect(new Set(classes).size).toBe(10);
    expect(Array.from(train.labels.subarray(0, 10)).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('does not give the class away by its colour: catches a palette that goes with the shape', () => {
    const { train, test } = generateDataset({ train: 2000, test: 1000, seed: 1 });
    const centres = Array.from({ length: 10 }, () => [0, 0, 0]);
    for (let index = 0; index < train.count; index++) {
      const centre = centres[train.labels[index] ?? 0] ?? [];
      for (const [channel, value] of meanColour(train, index).entries()) {
        centre[channel] = (centre[channel] ?? 0) + value / (train.count / 10);
      }
    }
    let correct = 0;
    for (let index = 0; index < test.count; index++) {
      const colour = meanColour(test, index);
      const distances = centres.map((centre) =>
        centre.reduce((sum, value, channel) => sum + (value - (colour[channel] ?? 0)) ** 2, 0),
      );
      if (distances.indexOf(Math.min(...distances)) === test.labels[index]) correct += 1;
    }
    expect(correct / test.count).toBeLessThan(0.2);
  });
});
