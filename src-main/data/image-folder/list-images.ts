import { join, relative } from 'node:path';
import { EspalierError } from '../../../src-shared/errors.ts';
import { isImage, listFolder } from './list-folder.ts';

const TEST_FOLDERS = ['test', 'val'];
/** A label is one byte. */
const MOST_CLASSES = 256;
const MOST_FILES = 1_000_000;

/** Image files by class, each list in the order of the names' code units, which is the same on every machine. */
export type FilesByClass = ReadonlyMap<string, readonly string[]>;

/** The images of a folder: `train` and `test` where it is divided so, else all of them in `train`. */
export interface ImageListing {
  readonly classes: readonly string[];
  readonly train: FilesByClass;
  readonly test: FilesByClass | undefined;
  /** Files and folders that are none of the images, from the folder on; hidden ones don't count. */
  readonly ignored: readonly string[];
}

/**
 * Lists an image folder: `train/<class>/<image>` beside `test/<class>/<image>` or `val/…` (or what `testFolder` names), or `<class>/<image>`.
 * @throws EspalierError `bad-dataset` where it is laid out in neither way.
 */
export async function listImages(path: string, testFolder?: string): Promise<ImageListing> {
  const ignored: string[] = [];
  const inner = await listFolder(path);
  const hasTrain = inner.folders.includes('train') && (await listFolder(join(path, 'train'))).folders.length > 0;
  const wanted = testFolder === undefined ? TEST_FOLDERS : [testFolder];
  const testName = hasTrain ? wanted.find((name) => inner.folders.includes(name)) : undefined;
  if (testFolder !== undefined && testName === undefined) {
    const missing = hasTrain ? testFolder : 'train';
    throw new EspalierError(
      'bad-dataset',
      `the image folder "${path}" has no folder "${missing}": to test on "${testFolder}" it needs "train" and "${testFolder}", each with a folder a class`,
    );
  }
  const trainPath = hasTrain ? join(path, 'train') : path;
  const train = await listClasses(path, trainPath, ignored);
  const test = testName === undefined ? undefined : await listClasses(path, join(path, testName), ignored);
  if (hasTrain) ignored.push(...inner.folders.filter((name) => name !== 'train' && name !== testName), ...inner.files);
  return { classes: [...train.keys()], train, test, ignored };
}

/**
 * Checks that the classes can be told apart by a label, and that those to test are those to train.
 * @throws EspalierError `bad-dataset` where it is otherwise.
 */
export function checkClasses(path: string, { classes, test }: ImageListing): void {
  if (classes.length < 2 || classes.length > MOST_CLASSES) {
    throw new EspalierError(
      'bad-dataset',
      `the image folder "${path}" has ${classes.length === 1 ? 'a single folder' : `${classes.length} folders`} with images to train on; give 2 to ${MOST_CLASSES}, one for each class`,
    );
  }
  const foreign = [...(test?.keys() ?? [])].find((name) => !classes.includes(name));
  if (foreign !== undefined) {
    throw new EspalierError(
      'bad-dataset',
      `the image folder "${path}" has images of the class "${foreign}" to test on, but none to train on; rename or remove its folder`,
    );
  }
}

async function listClasses(root: string, path: string, ignored: string[]): Promise<FilesByClass> {
  const { folders, files } = await listFolder(path);
  ignored.push(...files.map((file) => relative(root, join(path, file))));
  const classes = new Map<string, readonly string[]>();
  let count = 0;
  for (const name of folders) {
    const folder = join(path, name);
    const inner = await listFolder(folder);
    const images = inner.files.filter(isImage);
    const others = [...inner.folders, ...inner.files.filter((file) => !isImage(file))];
    ignored.push(...others.map((other) => relative(root, join(folder, other))));
    if (images.length > 0)
      classes.set(
        name,
        images.map((image) => join(folder, image)),
      );
    else ignored.push(relative(root, folder));
    count += images.length;
    if (count > MOST_FILES) {
      throw new EspalierError('bad-dataset', `"${path}" has more than ${MOST_FILES} images; give a part of them`);
    }
  }
  return classes;
}
