import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { EspalierError } from '../../../src-shared/errors.ts';
import { isImage, listFolder } from '../image-folder/list-folder.ts';
import { listAnnotatedFolder } from './annotated-folder.ts';
import type { AnnotatedImage } from './annotated-image.ts';
import { parseYolo } from './yolo-annotations.ts';

/** Folders of images that are taken for a test split, the first there is. */
export const YOLO_TEST_FOLDERS = ['val', 'valid', 'test'];

/** What lies in a folder of YOLO's layout. */
export interface YoloLayout {
  /** Whether images/ is divided: it holds images/train. */
  readonly isDivided: boolean;
  /** Folders in images/. */
  readonly folders: readonly string[];
}

/** Finds out how a folder's images are laid out. @throws EspalierError `bad-dataset` where they are not as they should be. */
export async function readYoloLayout(root: string): Promise<YoloLayout> {
  const { folders, files } = await listFolder(join(root, 'images'));
  const isDivided = folders.includes('train');
  if (!isDivided && !files.some(isImage)) {
    throw new EspalierError(
      'bad-dataset',
      `"${join(root, 'images')}" has neither images nor a folder "train" of them; lay it out as images/1.jpg beside labels/1.txt, or as images/train/1.jpg beside labels/train/1.txt`,
    );
  }
  return { isDivided, folders };
}

/** Lists the images of a folder in images/ ("" for images/ itself). One without a file of labels has no objects. @throws EspalierError `bad-dataset`. */
export async function listYolo(root: string, folder: string, classes: number): Promise<readonly AnnotatedImage[]> {
  const { images, unannotated } = await listAnnotatedFolder({
    root,
    images: join(root, 'images', folder),
    annotations: join(root, 'labels', folder),
    unit: 'shares',
    parse: (text) => parseYolo(text, classes),
  });
  const empty = unannotated.map((path): AnnotatedImage => ({
    name: relative(root, path),
    path,
    isThere: true,
    annotationFile: undefined,
    records: 'lines',
    unit: 'shares',
    statedSize: undefined,
    readAnnotations: () => Promise.resolve({ boxes: [], problems: [] }),
  }));
  return [...images, ...empty].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * The names of a folder's classes, a line each: of the file that is named, else of classes.txt or the only .names file.
 * @throws EspalierError `bad-dataset` where there is none.
 */
export async function readYoloNames(root: string, given?: string): Promise<string[]> {
  const file = given ?? (await findNames(root));
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new EspalierError('bad-dataset', `can't read the names of the classes in "${file}": is the file there?`, {
      cause,
    });
  });
  const names = text.split('\n').map((line) => line.trim());
  while (names.at(-1) === '') names.pop();
  const blank = names.indexOf('');
  if (names.length === 0 || blank >= 0) {
    const what = names.length === 0 ? 'is empty' : `has no name in line ${blank + 1}`;
    throw new EspalierError('bad-dataset', `"${file}" ${what}; it needs the name of a class in each line`);
  }
  return names;
}

async function findNames(root: string): Promise<string> {
  const { files } = await listFolder(root);
  const found = files.includes('classes.txt') ? ['classes.txt'] : files.filter((file) => file.endsWith('.names'));
  const [name, other] = found;
  if (name !== undefined && other === undefined) return join(root, name);
  const what = name === undefined ? 'has no names of classes' : `has several files of names (${found.join(', ')})`;
  throw new EspalierError(
    'bad-dataset',
    `"${root}" ${what}: put classes.txt there, a name a line, or choose the file with the class names ("names")`,
  );
}
