import { createRandom, randomPermutation } from '../../src-shared/random.ts';
import { AUGMENTATION_COUNT, NO_AUGMENTATION } from './augmentation.ts';
import type { BatchOptions } from './batch.ts';

/** Which image comes at each position of an epoch, and how it is augmented there. */
export interface EpochOrder {
  readonly records: Uint32Array;
  readonly augmentations: Uint8Array;
}

/** Draws an epoch from (seed, epoch) alone, so that a resumed run needs no earlier epoch. */
export function drawEpoch(
  count: number,
  { seed, epoch, shuffle, augment }: Pick<BatchOptions, 'seed' | 'epoch' | 'shuffle' | 'augment'>,
): EpochOrder {
  const records = shuffle
    ? randomPermutation(createRandom(seed, 'order', epoch), count)
    : Uint32Array.from({ length: count }, (_, position) => position);
  const augmentations = new Uint8Array(count).fill(NO_AUGMENTATION);
  if (augment) {
    const random = createRandom(seed, 'augmentation', epoch);
    for (let position = 0; position < count; position++) augmentations[position] = random.integer(AUGMENTATION_COUNT);
  }
  return { records, augmentations };
}

/** How many batches `count` images make. */
export function countBatches(
  count: number,
  { batchSize, dropLast }: Pick<BatchOptions, 'batchSize' | 'dropLast'>,
): number {
  return dropLast ? Math.floor(count / batchSize) : Math.ceil(count / batchSize);
}
