import { EspalierError } from '../../../src-shared/errors.ts';
import { divideImages, takeTurns, type LabelledFile } from './divide-images.ts';
import { checkClasses, listImages, type FilesByClass, type ImageListing } from './list-images.ts';

/** The share of images to test on where neither the folder nor the recipe says. */
const TEST_SHARE = 0.2;

export interface ImageFolderOptions {
  readonly path: string;
  /** Height and width that all images are brought to. */
  readonly size: readonly [number, number];
  /** The folder of test images beside `train`, or the share of each class to test on. */
  readonly test?: string | number | undefined;
  /** Draws which images are that share. */
  readonly seed: number;
  readonly limit?: { readonly train?: number | undefined; readonly test?: number | undefined } | undefined;
}

/** The files of an image folder's splits in the data set's order. */
export interface ListedSplits {
  readonly classes: readonly string[];
  readonly train: readonly LabelledFile[];
  readonly test: readonly LabelledFile[];
  /** Files and folders that are none of the images, from the folder on. */
  readonly ignored: readonly string[];
}

/** Finds the images of both splits, none of them read. @throws EspalierError `bad-dataset`. */
export async function listSplits(options: ImageFolderOptions): Promise<ListedSplits> {
  const { path, limit } = options;
  const listing = await listImages(path, typeof options.test === 'string' ? options.test : undefined);
  checkClasses(path, listing);
  const { classes, ignored } = listing;
  const files = chooseSplits(listing, options);
  return {
    classes,
    train: takeTurns(files.train, classes).slice(0, limit?.train),
    test: takeTurns(files.test, classes).slice(0, limit?.test),
    ignored,
  };
}

function chooseSplits(
  { train, test }: ImageListing,
  options: ImageFolderOptions,
): { readonly train: FilesByClass; readonly test: FilesByClass } {
  if (test === undefined) {
    return divideImages(train, typeof options.test === 'number' ? options.test : TEST_SHARE, options.seed);
  }
  if (typeof options.test === 'number') {
    throw new EspalierError(
      'bad-dataset',
      `the image folder "${options.path}" has its own test images; keep no share of the training images for testing ("test" ${options.test}), or give its folder "train" as the path`,
    );
  }
  return { train, test };
}
