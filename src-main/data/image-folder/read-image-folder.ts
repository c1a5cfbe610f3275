import { basename } from 'node:path';
import { EspalierError } from '../../../src-shared/errors.ts';
import { allocateSplit, assembleDataset } from '../assemble-dataset.ts';
import type { ClassificationDataset, ImageSplit } from '../dataset.ts';
import { decodeImage, type ImageSize } from './decode-image.ts';
import type { LabelledFile } from './divide-images.ts';
import { inParallel } from './in-parallel.ts';
import { listSplits, type ImageFolderOptions } from './list-splits.ts';

const MOST_BYTES = 4 * 1024 ** 3;
/** Images that a refusal names. */
const NAMED = 3;

/** A file that can't be decoded, and why. */
interface Problem {
  readonly path: string;
  readonly problem: string;
}

/**
 * Reads a folder of images, a folder a class, all of it decoded into memory (at most 4 GiB): see `listImages` for how it may be laid out and
 * `decodeImage` for what becomes of an image. The same files give the same data set in the same order everywhere.
 * @throws EspalierError `bad-dataset`, naming the folder or the first images that can't be decoded.
 */
export async function readImageFolder(options: ImageFolderOptions): Promise<ClassificationDataset> {
  const { path } = options;
  const [height, width] = options.size;
  const { classes, train, test, ignored } = await listSplits(options);
  checkMemory(path, train.length + test.length, { height, width });
  const splits = [
    allocateSplit(train.length, 3 * height * width),
    allocateSplit(test.length, 3 * height * width),
  ] as const;
  const problems = [
    ...(await decodeInto(splits[0], train, { height, width })),
    ...(await decodeInto(splits[1], test, { height, width })),
  ];
  if (problems.length > 0) refuseProblems(path, problems, train.length + test.length);
  return assembleDataset({
    name: basename(path),
    classes,
    channels: 3,
    height,
    width,
    train: splits[0],
    test: splits[1],
    notes: describeIgnored(path, ignored),
  });
}

function checkMemory(path: string, count: number, { height, width }: ImageSize): void {
  const bytes = count * 3 * height * width;
  if (bytes <= MOST_BYTES) return;
  throw new EspalierError(
    'bad-dataset',
    `the ${count} images of "${path}" take ${(bytes / 1024 ** 3).toFixed(1)} GiB at ${height}×${width}, more than ${MOST_BYTES / 1024 ** 3} GiB; take smaller images ("size") or fewer of them ("limit")`,
  );
}

async function decodeInto(split: ImageSplit, files: readonly LabelledFile[], size: ImageSize): Promise<Problem[]> {
  const imageBytes = 3 * size.height * size.width;
  const problems: Problem[] = [];
  await inParallel(files, async ({ path, label }, index) => {
    const image = await decodeImage(path, size);
    if ('problem' in image) problems.push({ path, problem: image.problem });
    else split.images.set(image.pixels, index * imageBytes);
    split.labels[index] = label;
  });
  return problems.sort((one, other) => (one.path < other.path ? -1 : 1));
}

function refuseProblems(path: string, problems: readonly Problem[], count: number): never {
  const named = problems.slice(0, NAMED).map((problem) => `"${problem.path}": ${problem.problem}`);
  const more = problems.length > NAMED ? `; and ${problems.length - NAMED} more` : '';
  throw new EspalierError(
    'bad-dataset',
    `${problems.length} of ${count} images can't be read (${named.join('; ')}${more}); repair or remove them, \`espalier dataset inspect ${path}\` lists them all`,
  );
}

function describeIgnored(path: string, ignored: readonly string[]): string[] {
  const [first] = ignored;
  if (first === undefined) return [];
  return [
    `${ignored.length} entries of "${path}" are no images in a class's folder and were left out, the first: ${first}`,
  ];
}
