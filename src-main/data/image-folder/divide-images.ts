import { createRandom, randomPermutation } from '../../../src-shared/random.ts';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { FilesByClass } from './list-images.ts';

/** An image file and the index of its class. */
export interface LabelledFile {
  readonly path: string;
  readonly label: number;
}

/**
 * Takes a share of each class's images for testing, drawn by the seed, at least one image and never all of them.
 * @throws EspalierError `bad-dataset` for a class of a single image.
 */
export function divideImages(
  all: FilesByClass,
  share: number,
  seed: number,
): { readonly train: FilesByClass; readonly test: FilesByClass } {
  const train = new Map<string, readonly string[]>();
  const test = new Map<string, readonly string[]>();
  for (const [name, files] of all) {
    if (files.length < 2) {
      throw new EspalierError(
        'bad-dataset',
        `the class "${name}" has a single image, "${files.join()}", too few for training and testing; add some or remove the class`,
      );
    }
    const order = randomPermutation(createRandom(seed, 'image folder', name), files.length);
    const shuffled = Array.from(order, (index) => files[index] ?? '');
    const count = Math.min(files.length - 1, Math.max(1, Math.round(files.length * share)));
    test.set(name, shuffled.slice(0, count));
    train.set(name, shuffled.slice(count));
  }
  return { train, test };
}

/** The images in an order in which classes take turns, so that the first ones are balanced too. */
export function takeTurns(files: FilesByClass, classes: readonly string[]): LabelledFile[] {
  const lists = classes.map((name) => files.get(name) ?? []);
  const longest = lists.reduce((most, list) => Math.max(most, list.length), 0);
  return Array.from({ length: longest }, (_, turn) =>
    lists.flatMap((list, label) => list.slice(turn, turn + 1).map((path) => ({ path, label }))),
  ).flat();
}
