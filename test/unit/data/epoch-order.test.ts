import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AUGMENTATION_COUNT, NO_AUGMENTATION } from '../../../src-main/data/augmentation.ts';
import { countBatches, drawEpoch } from '../../../src-main/data/epoch-order.ts';

describe('drawEpoch', () => {
  it('visits every record once: catches a shuffle that repeats or loses records', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(), fc.nat(1000), (count, seed, epoch) => {
        const { records } = drawEpoch(count, { seed, epoch, shuffle: true, augment: false });
        expect(Array.from(records).sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
      }),
    );
  });

  it('is the same again for the same seed and epoch, and another for any other: catches state kept between epochs', () => {
    const draw = (seed: number, epoch: number) => drawEpoch(300, { seed, epoch, shuffle: true, augment: true });
    const seventh = draw(1, 7);
    draw(1, 8);
    expect(draw(1, 7)).toEqual(seventh);
    for (const other of [draw(1, 8), draw(2, 7), draw(17, 7)]) {
      expect(other.records).not.toEqual(seventh.records);
      expect(other.augmentations).not.toEqual(seventh.augmentations);
    }
  });

  it('draws every augmentation about equally often: catches a shift that is never reached', () => {
    const { augmentations } = drawEpoch(162_000, { seed: 3, epoch: 1, shuffle: false, augment: true });
    const counts = new Uint32Array(AUGMENTATION_COUNT);
    for (const augmentation of augmentations) counts[augmentation] = (counts[augmentation] ?? 0) + 1;
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1150);
  });

  it('leaves order and images alone for evaluation', () => {
    const { records, augmentations } = drawEpoch(3, { seed: 1, epoch: 1, shuffle: false, augment: false });
    expect(Array.from(records)).toEqual([0, 1, 2]);
    expect(Array.from(augmentations)).toEqual(new Array(3).fill(NO_AUGMENTATION));
  });
});

describe('countBatches', () => {
  it('counts a smaller last batch only where it is kept', () => {
    expect(countBatches(10, { batchSize: 4, dropLast: false })).toBe(3);
    expect(countBatches(10, { batchSize: 4, dropLast: true })).toBe(2);
    expect(countBatches(8, { batchSize: 4, dropLast: false })).toBe(2);
    expect(countBatches(3, { batchSize: 4, dropLast: true })).toBe(0);
  });
});
