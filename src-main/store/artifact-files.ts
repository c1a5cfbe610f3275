import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, extname, join } from 'node:path';

export interface StoredFile {
  /** Hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  /** Relative to the home folder, with forward slashes. */
  readonly path: string;
}

const CHUNK = 1 << 20;

/**
 * Keeps a file under the hash of its content, `artifacts/ab/abcdef….ext`: as a hard link where the file system allows, else as a copy.
 * It appears there whole or not at all. The source must from then on be replaced, not written into.
 */
export function storeFile(home: string, source: string): StoredFile {
  const { sha256, bytes } = hashFile(source);
  const path = `artifacts/${sha256.slice(0, 2)}/${sha256}${extname(source).toLowerCase()}`;
  const target = join(home, path);
  if (statSync(target, { throwIfNoEntry: false })?.size !== bytes) placeFile(source, target);
  return { sha256, bytes, path };
}

/** SHA-256 of a file's content, read in pieces. */
export function hashFile(file: string): { sha256: string; bytes: number } {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK);
  const descriptor = openSync(file, 'r');
  try {
    let bytes = 0;
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
      hash.update(chunk.subarray(0, read));
      bytes += read;
    }
    return { sha256: hash.digest('hex'), bytes };
  } finally {
    closeSync(descriptor);
  }
}

function placeFile(source: string, target: string): void {
  const folder = dirname(target);
  mkdirSync(folder, { recursive: true });
  const temporary = `${target}.${process.pid}.tmp`;
  rmSync(temporary, { force: true });
  try {
    linkOrCopy(source, temporary);
    flush(temporary);
    renameSync(temporary, target);
  } finally {
    rmSync(temporary, { force: true });
  }
  // Windows has no handle on a folder to flush; there the rename itself is written through.
  if (process.platform !== 'win32') flush(folder);
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}

function flush(path: string): void {
  // Windows flushes only what is open for writing.
  const descriptor = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
