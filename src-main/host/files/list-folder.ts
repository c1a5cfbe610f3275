import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { FolderListing } from '../../../src-shared/routes/wizard-routes.ts';

type Entry = FolderListing['entries'][number];

/**
 * What is in a folder, the user's own where none is given: folders first, by name, without what is hidden or can't be looked at.
 * @throws EspalierError `bad-usage` where it is no folder that can be read.
 */
export async function listFolder(given: string = homedir()): Promise<FolderListing> {
  const path = resolve(given);
  const names = await readdir(path).catch((cause: unknown) => {
    throw new EspalierError('bad-usage', `can't show "${path}": ${reasonOf(cause)}; choose another folder`, { cause });
  });
  const visible = names.filter((name) => !name.startsWith('.'));
  const entries = (await Promise.all(visible.map((name) => describeEntry(path, name)))).filter(
    (entry) => entry !== undefined,
  );
  const parent = dirname(path);
  return {
    path,
    parent: parent === path ? null : parent,
    entries: entries.sort(
      (one, other) => Number(other.folder) - Number(one.folder) || one.name.localeCompare(other.name, 'en'),
    ),
  };
}

async function describeEntry(folder: string, name: string): Promise<Entry | undefined> {
  const path = join(folder, name);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || (!found.isDirectory() && !found.isFile())) return undefined;
  return { name, path, folder: found.isDirectory(), bytes: found.isDirectory() ? 0 : found.size };
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT') return 'there is nothing of that name';
  if (code === 'ENOTDIR') return 'it is a file, not a folder';
  if (code === 'EACCES' || code === 'EPERM') return 'you are not permitted to read it';
  return cause instanceof Error ? cause.message : String(cause);
}
