import { basename, dirname, join, parse } from 'node:path';
import type { DatasetRecipe } from '../../../src-shared/dataset-recipe.ts';
import { EspalierError } from '../../../src-shared/errors.ts';
import { createRandom, randomPermutation } from '../../../src-shared/random.ts';
import type { AnnotatedImage } from './annotated-image.ts';
import { readCocoFile, type CocoFile } from './coco-file.ts';
import { imagesBeside, listCoco } from './list-coco.ts';
import { listVisdrone } from './list-visdrone.ts';
import { listYolo, readYoloLayout, readYoloNames, YOLO_TEST_FOLDERS } from './list-yolo.ts';
import { VISDRONE_CLASSES } from './visdrone-annotations.ts';

export type SceneFilesRecipe = Extract<DatasetRecipe, { kind: 'visdrone' | 'coco' | 'yolo' }>;
type RecipeOf<Kind extends SceneFilesRecipe['kind']> = Extract<SceneFilesRecipe, { kind: Kind }>;

/** The images of a recipe's splits by name, none of them read yet. */
export interface ListedDetection {
  readonly train: readonly AnnotatedImage[];
  readonly test: readonly AnnotatedImage[];
  readonly notes: readonly string[];
}

/** A note of a recipe that says so. */
export const TESTED_ON_TRAINING =
  'the test images are the training images: their scores show that these can be learnt, and nothing about others';

/** What a data set is called and the names of its classes. @throws EspalierError `bad-dataset`. */
export async function readDetectionClasses(
  recipe: SceneFilesRecipe,
): Promise<{ readonly name: string; readonly classes: readonly string[] }> {
  switch (recipe.kind) {
    case 'visdrone':
      return { name: `VisDrone-DET, tested on ${recipe.test}`, classes: VISDRONE_CLASSES };
    case 'coco':
      return { name: nameFile(recipe.path), classes: (await readTrainingFile(recipe)).classes };
    case 'yolo':
      return { name: basename(recipe.path), classes: await readYoloNames(recipe.path, recipe.names) };
  }
}

/** Finds the images of both splits. @throws EspalierError `bad-dataset`. */
export async function listDetectionSplits(recipe: SceneFilesRecipe): Promise<ListedDetection> {
  switch (recipe.kind) {
    case 'visdrone': {
      const parts = new Set(recipe.train ?? ['train' as const]);
      const train = (await Promise.all([...parts].map((part) => listVisdrone(recipe.path, part)))).flatMap(
        ({ images }) => images,
      );
      if (recipe.test === 'train') return testOnTrain(train);
      return { train, test: (await listVisdrone(recipe.path, recipe.test)).images, notes: [] };
    }
    case 'coco':
      return listCocoSplits(recipe);
    case 'yolo':
      return listYoloSplits(recipe);
  }
}

/** A file with the folder it is in, since many are called "annotations.json". */
function nameFile(path: string): string {
  return `${basename(dirname(path))}/${parse(path).name}`;
}

async function readTrainingFile({ path, ignore }: RecipeOf<'coco'>): Promise<CocoFile> {
  const file = await readCocoFile(path, ignore);
  const unknown = ignore.find((name) => !file.categories.includes(name));
  if (unknown === undefined) return file;
  throw new EspalierError(
    'bad-dataset',
    `"${path}" has no category "${unknown}" to ignore; its categories are ${file.categories.join(', ')}`,
  );
}

async function listCocoSplits(recipe: RecipeOf<'coco'>): Promise<ListedDetection> {
  const { path, images = imagesBeside(path), testImages = images, test, seed } = recipe;
  const file = await readTrainingFile(recipe);
  const all = await listCoco(path, file, images, file.classes);
  if (typeof test === 'number') return { ...drawTest(path, all, test, seed), notes: describeStrays(path, file) };
  if (test === 'train') {
    const { notes, ...splits } = testOnTrain(all);
    return { ...splits, notes: [...describeStrays(path, file), ...notes] };
  }
  const testFile = await readCocoFile(test, recipe.ignore);
  return {
    train: all,
    test: await listCoco(test, testFile, testImages, file.classes),
    notes: [...describeStrays(path, file), ...describeStrays(test, testFile)],
  };
}

async function listYoloSplits(recipe: RecipeOf<'yolo'>): Promise<ListedDetection> {
  const { path, test, seed } = recipe;
  const classes = (await readYoloNames(path, recipe.names)).length;
  const { isDivided, folders } = await readYoloLayout(path);
  const train = await listYolo(path, isDivided ? 'train' : '', classes);
  if (test === 'train') return testOnTrain(train);
  if (typeof test === 'number') {
    const unused = isDivided ? YOLO_TEST_FOLDERS.find((folder) => folders.includes(folder)) : undefined;
    const note = `images/${unused} is not used: the test images are drawn from images/train; choose that folder ("test": "${unused}") to test on it`;
    return { ...drawTest(path, train, test, seed), notes: unused === undefined ? [] : [note] };
  }
  if (!isDivided || !folders.includes(test)) {
    const missing = isDivided ? test : 'train';
    throw new EspalierError(
      'bad-dataset',
      `"${join(path, 'images')}" has no folder "${missing}": to test on "${test}" it needs images/train and images/${test}`,
    );
  }
  return { train, test: await listYolo(path, test, classes), notes: [] };
}

function testOnTrain(images: readonly AnnotatedImage[]): ListedDetection {
  return { train: images, test: images, notes: [TESTED_ON_TRAINING] };
}

/** Draws a share of the images that are there for testing, at least one and never all of them; both splits stay in order. */
function drawTest(
  path: string,
  images: readonly AnnotatedImage[],
  share: number,
  seed: number,
): Pick<ListedDetection, 'train' | 'test'> {
  const there = images.filter(({ isThere }) => isThere);
  if (there.length === 1) {
    throw new EspalierError(
      'bad-dataset',
      `"${path}" has a single image, too few for training and testing; add some, or test on the training images themselves ("test": "train")`,
    );
  }
  const count = Math.min(there.length - 1, Math.max(1, Math.round(there.length * share)));
  const order = randomPermutation(createRandom(seed, 'detection test'), there.length);
  const drawn = new Set(Array.from(order.subarray(0, Math.max(0, count)), (index) => there[index]));
  return { train: images.filter((image) => !drawn.has(image)), test: images.filter((image) => drawn.has(image)) };
}

function describeStrays(path: string, { strays }: CocoFile): string[] {
  const [first] = strays;
  if (first === undefined) return [];
  return [
    `${strays.length} annotations of "${path}" belong to no image that it lists and were left out, the first: ${first.where}: ${first.problem}`,
  ];
}
