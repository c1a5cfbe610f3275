import type { Header } from 'tar-stream';
import { EspalierError } from '../../../src-shared/errors.ts';

/**
 * The path of an archive's entry, without a leading `./` and a trailing `/`, remembered in `seen`.
 * @throws EspalierError `bad-dataset` for anything but a plain file or folder below the archive's root, and for a name that was there before.
 */
export function checkEntry(archive: string, { name, type }: Header, seen: Set<string>): string {
  const path = name.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
  const problem = problemOf(path, type, seen);
  if (problem === undefined) {
    seen.add(path.toLowerCase());
    return path;
  }
  throw new EspalierError(
    'bad-dataset',
    `the archive "${archive}" is not safe to read: its entry ${JSON.stringify(name)} ${problem}; give the official archive`,
  );
}

function problemOf(path: string, type: Header['type'], seen: ReadonlySet<string>): string | undefined {
  if (type !== 'file' && type !== 'directory') return `has the type "${type}" and is no plain file`;
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return 'has an absolute path';
  if (/[\\\0]/.test(path)) return 'has a backslash or a zero byte in its path';
  if (path.split('/').some((part) => part === '..')) return 'leads out of the archive';
  if (seen.has(path.toLowerCase())) return 'is there twice';
  return undefined;
}
