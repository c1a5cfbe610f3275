import { createHash } from 'node:crypto';
import type { Scene } from '../dataset.ts';
import type { Size } from './letterbox.ts';

/** A scene with what stands for its pixels: the pixels, or the size of their file. */
export interface HashedScene {
  readonly scene: Scene;
  readonly content: Uint8Array | string;
}

/**
 * SHA-256, hexadecimal, over the input's size, the classes, and of each split's scenes the name, size, boxes and content. Of an image file
 * the content is its size in bytes: to read thousands of photos before each run would take longer than anything else, and one that is
 * changed hardly keeps its length.
 */
export function hashScenes(
  input: Size,
  classes: readonly string[],
  splits: readonly (readonly HashedScene[])[],
): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([input.height, input.width, classes, splits.map((split) => split.length)]));
  for (const { scene, content } of splits.flat()) {
    const { name, height, width, truths, ignored } = scene;
    hash.update(JSON.stringify([name, height, width, truths, ignored])).update(content);
  }
  return hash.digest('hex');
}
