import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import type { DatasetKind } from '../../../src-shared/dataset-report.ts';
import { EspalierError } from '../../../src-shared/errors.ts';
import { CIFAR10, CIFAR100, dataFiles } from '../cifar/cifar-format.ts';
import { findVisdronePart } from '../detection/list-visdrone.ts';

/** Enough of an archive to hold the names of its first entries. */
const ARCHIVE_HEAD_BYTES = 64 * 1024;

export interface KindGuess {
  readonly kind: DatasetKind;
  /** What speaks for it, as the end of a sentence; null where it was given. */
  readonly because: string | null;
}

/**
 * Guesses of which kind a data set is, from what it holds, unless it is given.
 * @throws EspalierError `bad-dataset` where nothing is at the path or it looks like none of them.
 */
export async function guessKind(path: string, given?: DatasetKind): Promise<KindGuess> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new EspalierError('bad-dataset', `there is nothing at "${path}"; give a folder or an archive`, { cause });
  });
  if (given !== undefined) return { kind: given, because: null };
  const guess = found.isDirectory() ? await guessFolder(path) : await guessFile(path);
  if (guess !== undefined) return guess;
  throw new EspalierError(
    'bad-dataset',
    `"${path}" looks like no data set that is known; say what it is with --kind cifar10, cifar100, image-folder, visdrone, coco or yolo`,
  );
}

async function guessFolder(path: string): Promise<KindGuess | undefined> {
  const entries = await readdir(path, { withFileTypes: true });
  for (const format of [CIFAR10, CIFAR100]) {
    const inner = entries.some(({ name }) => name === format.folder) ? await readdir(join(path, format.folder)) : [];
    const names = [...entries.map(({ name }) => name), ...inner];
    const file = dataFiles(format).find((name) => names.includes(name));
    if (file !== undefined) return { kind: format.kind, because: `it holds ${file}` };
  }
  const folders = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink()).map(({ name }) => name);
  const part = findVisdronePart('train', folders) ?? findVisdronePart('val', folders);
  if (part !== undefined) return { kind: 'visdrone', because: `it holds ${part}` };
  if (folders.includes('images') && folders.includes('labels')) {
    return { kind: 'yolo', because: 'it holds images and labels' };
  }
  const annotations = entries.find(({ name }) => name.endsWith('.json'))?.name;
  if (annotations !== undefined && folders.includes('images')) {
    throw new EspalierError(
      'bad-dataset',
      `"${path}" holds ${annotations} beside images; if these are COCO annotations, give that file: "${join(path, annotations)}"`,
    );
  }
  return folders.length > 0 ? { kind: 'image-folder', because: 'it holds folders' } : undefined;
}

async function guessFile(path: string): Promise<KindGuess | undefined> {
  return path.toLowerCase().endsWith('.json') ? { kind: 'coco', because: 'it is a JSON file' } : guessArchive(path);
}

async function guessArchive(path: string): Promise<KindGuess | undefined> {
  const head = await readArchiveHead(path);
  const format = [CIFAR10, CIFAR100].find(({ folder }) => head.includes(`${folder}/`));
  return format === undefined ? undefined : { kind: format.kind, because: `it holds the folder ${format.folder}` };
}

/** The first bytes of a .tar.gz unpacked, in which the names of entries stand as they are; empty of anything else. */
async function readArchiveHead(path: string): Promise<string> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(ARCHIVE_HEAD_BYTES), 0, ARCHIVE_HEAD_BYTES);
  try {
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1000 * ARCHIVE_HEAD_BYTES };
    return gunzipSync(buffer.subarray(0, bytesRead), options).toString('latin1');
  } catch {
    return '';
  }
}
