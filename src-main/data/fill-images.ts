import { writeImage, type ImageFormat } from './augmentation.ts';
import type { BatchOptions } from './batch.ts';
import type { BatchSlot } from './batch-ring.ts';
import type { ImageSplit } from './dataset.ts';
import { drawEpoch } from './epoch-order.ts';

/** Fills the first `size` places of a slot with the images from a place of the epoch on. */
export type BatchFiller = (slot: BatchSlot, first: number, size: number) => void | Promise<void>;

/** A pass over decoded images with their labels. @throws Error where the split does not hold what it says. */
export function fillImages(split: ImageSplit, format: ImageFormat, options: BatchOptions): BatchFiller {
  const imageValues = format.channels * format.height * format.width;
  checkSplit(split, imageValues);
  const order = drawEpoch(split.count, options);
  return ({ images, targets: [labels] }, first, size) => {
    for (let index = 0; index < size; index++) {
      const record = order.records[first + index] ?? 0;
      const augmentation = order.augmentations[first + index] ?? 0;
      writeImage(format, split.images, record * imageValues, images, index * imageValues, augmentation);
      if (labels !== undefined) labels[index] = BigInt(split.labels[record] ?? 0);
    }
  };
}

function checkSplit(split: ImageSplit, imageValues: number): void {
  const needed = split.count * imageValues;
  if (split.images.length !== needed || split.labels.length !== split.count) {
    const held = `${split.images.length} bytes of images and ${split.labels.length} labels`;
    throw new Error(`a split of ${split.count} images needs ${needed} bytes of images, but holds ${held}`);
  }
}
