import { createRandom } from '../../../src-shared/random.ts';
import type { BatchOptions } from '../batch.ts';
import type { BatchWork } from '../batch-work.ts';
import { drawEpoch } from '../epoch-order.ts';
import type { BatchFiller } from '../fill-images.ts';
import type { Scene } from '../dataset.ts';
import { fitScene, type FittedScene } from './fit-scene.ts';
import { encodeTargets } from './targets.ts';
import { MOSAIC_IMAGES, writeMosaic, writeScene } from './write-scene.ts';

/** Fitted scenes are kept up to so many bytes, so that a small data set is decoded once, also where it is tested on what it trains with. */
const KEPT_BYTES = 1 << 29;
const MOSAIC_SHARE = 0.5;

type SceneWork = Extract<BatchWork, { kind: 'scenes' }>;

/** Of the one data set that a worker makes batches of. */
const kept = new Map<Scene, FittedScene>();

/** A pass over scenes with the targets of a detector. What is drawn depends on the seed, the epoch and the place in it alone. */
export function fillScenes(work: SceneWork, split: 'train' | 'test', options: BatchOptions): BatchFiller {
  const { detector, height, width } = work;
  const { seed, epoch, augment, mosaic } = options;
  const { scenes, count } = work[split];
  const imageValues = 3 * height * width;
  const order = drawEpoch(count, { ...options, augment: false });

  async function fitted(record: number): Promise<FittedScene> {
    const scene = scenes[record];
    if (scene === undefined) throw new Error(`there is no scene ${record} of ${count}`);
    const found = kept.get(scene);
    if (found !== undefined) return found;
    const made = await fitScene(scene, work);
    if (kept.size * imageValues < KEPT_BYTES) kept.set(scene, made);
    return made;
  }

  return async (slot, first, size) => {
    const targets = slot.targets.filter((target) => target instanceof Float32Array);
    const places = Array.from({ length: size }, (_, index) => {
      const own = order.records[first + index] ?? 0;
      if (!augment) return { records: [own], random: undefined };
      const random = createRandom(seed, 'augment', epoch, first + index);
      const isMosaic = mosaic === true && random.uniform() < MOSAIC_SHARE;
      const others = isMosaic ? Array.from({ length: MOSAIC_IMAGES - 1 }, () => random.integer(count)) : [];
      return { records: [own, ...others], random };
    });
    // The decoder has threads of its own.
    const decoded = await Promise.all(places.map(({ records }) => Promise.all(records.map(fitted))));
    decoded.forEach((images, index) => {
      const random = places[index]?.random;
      const [own] = images;
      const start = index * imageValues;
      if (own === undefined) return;
      const truths =
        random !== undefined && images.length > 1
          ? writeMosaic(images, work, random, slot.images, start)
          : writeScene(own, work, random, slot.images, start);
      encodeTargets(detector, height, width, truths, targets, index);
    });
  };
}
