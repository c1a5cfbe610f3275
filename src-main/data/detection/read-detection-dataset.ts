import { EspalierError } from '../../../src-shared/errors.ts';
import type { DetectionDataset } from '../dataset.ts';
import type { AnnotatedImage } from './annotated-image.ts';
import { assembleScenes } from './assemble-scenes.ts';
import type { HashedScene } from './hash-scenes.ts';
import { listDetectionSplits, readDetectionClasses, type SceneFilesRecipe } from './list-detection-splits.ts';
import { readScenes, type ReadSplit } from './read-scenes.ts';

/** Images that a note names. */
const NAMED = 3;

/**
 * Reads the annotations of a detection data set and the heads of its images, which are decoded later. Scenes come by name; a limit takes the
 * first of those that are there. Images that are missing or broken are left out, and a note says so.
 * @throws EspalierError `bad-dataset`.
 */
export async function readDetectionDataset(recipe: SceneFilesRecipe): Promise<DetectionDataset> {
  const { name, classes } = await readDetectionClasses(recipe);
  const listed = await listDetectionSplits(recipe);
  const [height, width] = recipe.size;
  const train = await readScenes(there(listed.train).slice(0, recipe.limit?.train));
  const isSame = listed.test === listed.train;
  const test = isSame
    ? { ...train, scenes: train.scenes.slice(0, recipe.limit?.test) }
    : await readScenes(there(listed.test).slice(0, recipe.limit?.test));
  refuseEmpty(recipe.path, 'train', listed.train, train);
  refuseEmpty(recipe.path, 'test', listed.test, test);
  return assembleScenes({
    name,
    classes,
    height,
    width,
    train: hashed(train),
    test: hashed(test),
    notes: [
      ...(isSame
        ? describeLeftOut(listed.train, [train])
        : describeLeftOut([...listed.train, ...listed.test], [train, test])),
      ...listed.notes,
    ],
  });
}

function there(images: readonly AnnotatedImage[]): AnnotatedImage[] {
  return images.filter(({ isThere }) => isThere);
}

function hashed({ scenes }: ReadSplit): HashedScene[] {
  return scenes.map(({ scene, bytes }) => ({ scene, content: String(bytes) }));
}

function refuseEmpty(
  path: string,
  split: string,
  listed: readonly AnnotatedImage[],
  { scenes, unreadable }: ReadSplit,
): void {
  if (scenes.length > 0) return;
  const missing = listed.find(({ isThere }) => !isThere);
  const what =
    unreadable[0] ??
    (missing === undefined
      ? 'it lists none'
      : `${listed.length} are annotated, but none is there; the first would be "${missing.path}"`);
  throw new EspalierError(
    'bad-dataset',
    `"${path}" has no ${split} image that can be used: ${what}; put the images where the annotations expect them`,
  );
}

function describeLeftOut(images: readonly AnnotatedImage[], read: readonly ReadSplit[]): string[] {
  const missing = images.filter(({ isThere }) => !isThere);
  const unreadable = read.flatMap((split) => split.unreadable);
  const empty = read.reduce((sum, { emptyBoxes }) => sum + emptyBoxes, 0);
  const otherSizes = read.flatMap((split) => split.otherSizes);
  const notes: string[] = [];
  if (missing.length + unreadable.length > 0) {
    const named = [...unreadable, ...missing.map(({ name }) => `${name}: missing`)].slice(0, NAMED);
    notes.push(
      `${missing.length} of ${images.length} annotated images are missing and ${unreadable.length} can't be read; they were left out (${named.join('; ')})`,
    );
  }
  if (empty > 0) notes.push(`${empty} boxes of no area or wholly outside their image were left out`);
  if (otherSizes.length > 0) {
    notes.push(
      `${otherSizes.length} images have another size than their annotations say, the first: ${otherSizes[0]}; their boxes may lie wrong`,
    );
  }
  return notes;
}
