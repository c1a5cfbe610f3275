import { EspalierError } from '../../src-shared/errors.ts';

const LONGEST_PATH = 400;
const DEEPEST_PATH = 10;
/** Folders of a home that an archive may fill. A checkpoint's folder has a dot in its name. */
const ALLOWED = /^(runs\/[A-Za-z0-9][A-Za-z0-9-]*\/.|artifacts\/[0-9a-f]{2}\/.|stages\/[0-9a-f]+(\.checkpoints)?\/.)/;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Checks that the paths of an archive's files lead nowhere but into the folders of a home, on every system, and that no two are one.
 * @throws EspalierError `bad-archive`.
 */
export function checkPaths(archive: string, paths: readonly string[]): void {
  const files = new Set<string>();
  const folders = new Set<string>();
  for (const path of paths) {
    const problem = describeProblem(path) ?? describeClash(path.toLowerCase(), files, folders);
    if (problem === undefined) continue;
    throw new EspalierError(
      'bad-archive',
      `the archive "${archive}" is not safe to restore: its file ${JSON.stringify(path.slice(0, LONGEST_PATH))} ${problem}; nothing was restored`,
    );
  }
}

function describeProblem(path: string): string | undefined {
  const parts = path.split('/');
  if (path.length > LONGEST_PATH || parts.length > DEEPEST_PATH) return 'has too long a path';
  if (/[\\:*?"<>|\p{Cc}]/u.test(path)) return 'has a character that is not allowed in its path';
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return 'leads out of its folder';
  if (parts.some((part) => RESERVED.test(part) || /[. ]$/.test(part))) return 'has a name that Windows reserves';
  if (!ALLOWED.test(path)) return 'belongs to no folder that a project has';
  return undefined;
}

function describeClash(path: string, files: Set<string>, folders: Set<string>): string | undefined {
  if (files.has(path)) return 'is there twice';
  const parts = path.split('/');
  const above = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
  if (folders.has(path) || above.some((folder) => files.has(folder))) return 'is a folder too';
  files.add(path);
  for (const folder of above) folders.add(folder);
  return undefined;
}
