import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import { EspalierError } from '../../../src-shared/errors.ts';
import { inParallel } from '../image-folder/in-parallel.ts';
import type { AnnotatedImage } from './annotated-image.ts';
import type { CocoFile } from './coco-file.ts';

/** Where the images of a file of annotations lie, unless told otherwise. */
export function imagesBeside(path: string): string {
  return join(dirname(path), 'images');
}

/**
 * The images of a COCO file, which lie in a folder; `classes` are those of the data set, by which the file's are numbered.
 * @throws EspalierError `bad-dataset` where an image's name leads out of the folder, or the file has a class that the data set has not.
 */
export async function listCoco(
  path: string,
  file: CocoFile,
  folder: string,
  classes: readonly string[],
): Promise<readonly AnnotatedImage[]> {
  const indices = file.classes.map((name) => indexOfClass(path, name, classes));
  const there = new Set<string>();
  await inParallel(file.images, async (image) => {
    if (await isFile(join(folder, image.file))) there.add(image.file);
  });
  return file.images
    .map(({ file: name, statedSize, boxes, problems }): AnnotatedImage => {
      checkInside(path, name);
      const annotations = {
        boxes: boxes.map((box) => ({
          ...box,
          classIndex: box.classIndex === null ? null : (indices[box.classIndex] ?? null),
        })),
        problems,
      };
      return {
        name,
        path: join(folder, name),
        isThere: there.has(name),
        annotationFile: path,
        records: 'annotations',
        unit: 'pixels',
        statedSize,
        readAnnotations: () => Promise.resolve(annotations),
      };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function indexOfClass(path: string, name: string, classes: readonly string[]): number {
  const index = classes.indexOf(name);
  if (index >= 0) return index;
  throw new EspalierError(
    'bad-dataset',
    `"${path}" has the category "${name}", which the training annotations have not; count it among the categories that don't count ("ignore"), or test on other annotations`,
  );
}

function checkInside(path: string, name: string): void {
  if (!isAbsolute(name) && !normalize(name).startsWith('..')) return;
  throw new EspalierError(
    'bad-dataset',
    `"${path}" names the image "${name}", which would lie outside the folder of images; write names from that folder on`,
  );
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}
