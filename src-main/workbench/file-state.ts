import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders below this depth are taken for unchanged while the folder above has its date. */
const DEPTH = 3;
/** In a folder of more files, only the folder's own date is looked at: it is a class's images. */
const MOST_FILES = 50;

/**
 * Words that change when a file, or what lies in a folder, has been changed: sizes and dates. Of folders of many files it shows only that
 * files were added, removed or renamed. Empty where there is nothing.
 */
export async function describeFileState(path: string, depth = DEPTH): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return '';
  const own = `${path} ${found.size} ${found.mtimeMs}`;
  if (!found.isDirectory() || depth === 0) return own;
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => !entry.isDirectory());
  const inner = files.length > MOST_FILES ? entries.filter((entry) => entry.isDirectory()) : entries;
  const states = await Promise.all(inner.map(({ name }) => describeFileState(join(path, name), depth - 1)));
  return [own, ...states].join('\n');
}
