import { basename, join } from 'node:path';
import { EspalierError } from '../../../src-shared/errors.ts';
import { listFolder } from '../image-folder/list-folder.ts';
import { listAnnotatedFolder, type ListedFolder } from './annotated-folder.ts';
import { parseVisdrone } from './visdrone-annotations.ts';

export const VISDRONE_PARTS = ['train', 'val', 'test-dev'] as const;
export type VisdronePart = (typeof VISDRONE_PARTS)[number];

/** Lists a part of VisDrone-DET by its official folder, such as VisDrone2019-DET-val. @throws EspalierError `bad-dataset`. */
export async function listVisdrone(root: string, part: VisdronePart): Promise<ListedFolder> {
  const folder = findVisdronePart(part, (await listFolder(root)).folders);
  if (folder === undefined) {
    const hint = partOf(basename(root)) === undefined ? '' : '; give the folder above it';
    throw new EspalierError(
      'bad-dataset',
      `"${root}" has no folder VisDrone2019-DET-${part}: unpack the official archive there, with its folders images and annotations${hint}`,
    );
  }
  const path = join(root, folder);
  return listAnnotatedFolder({
    root,
    images: join(path, 'images'),
    annotations: join(path, 'annotations'),
    unit: 'pixels',
    parse: parseVisdrone,
  });
}

/** Which of some folders is that part. */
export function findVisdronePart(part: VisdronePart, folders: readonly string[]): string | undefined {
  return folders.find((folder) => partOf(folder) === part);
}

function partOf(folder: string): string | undefined {
  return /^VisDrone\d{4}-DET-(train|val|test-dev|test_dev)$/i.exec(folder)?.[1]?.toLowerCase().replace('_', '-');
}
