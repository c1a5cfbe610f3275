import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { EspalierError } from '../../../src-shared/errors.ts';

/** BMP is listed so that it is reported as unreadable, not left out in silence. */
const IMAGE_ENDINGS: ReadonlySet<string> = new Set([
  '.avif',
  '.bmp',
  '.gif',
  '.jpeg',
  '.jpg',
  '.png',
  '.tif',
  '.tiff',
  '.webp',
]);

/**
 * The folders and files in a folder, in the order of their names' code units, without the hidden ones. Links count as what they lead to.
 * @throws EspalierError `bad-dataset` where it can't be listed.
 */
export async function listFolder(path: string): Promise<{ readonly folders: string[]; readonly files: string[] }> {
  const entries = await readdir(path, { withFileTypes: true }).catch((cause: unknown) => {
    throw new EspalierError('bad-dataset', `can't read the folder "${path}": is it there, and a folder?`, {
      cause,
    });
  });
  const folders: string[] = [];
  const files: string[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const isFolder = entry.isSymbolicLink() ? await leadsToFolder(join(path, entry.name)) : entry.isDirectory();
    (isFolder ? folders : files).push(entry.name);
  }
  return { folders: folders.sort(), files: files.sort() };
}

async function leadsToFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
}

/** Whether a file's name ends as an image's. */
export function isImage(name: string): boolean {
  return IMAGE_ENDINGS.has(extname(name).toLowerCase());
}
