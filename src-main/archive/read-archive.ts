import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, readFileSync, statfsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Extract } from 'tar-stream';
import { EspalierError, toEspalierError } from '../../src-shared/errors.ts';
import type { ProjectRows } from '../store/project-rows-schema.ts';
import { damaged, notAnArchive, parseManifest, type Manifest } from './manifest.ts';
import { parseRows } from './parse-rows.ts';

/** An archive that has been read whole and found right; its contents lie in a folder, each named by its hash. */
export interface ReadArchive {
  readonly manifest: Manifest;
  readonly rows: ProjectRows;
  readonly contents: string;
}

const LARGEST_MANIFEST = 128 * 1024 ** 2;
const LARGEST_ROWS = 400 * 1024 ** 2;
const MANIFEST_NAME = /^manifest-([0-9a-f]{64})\.json$/;
const CONTENT_NAME = /^content\/([0-9a-f]{64})$/;

/**
 * Reads an archive into an empty folder and verifies all of it: every hash and size, that nothing is missing and nothing is there that the manifest
 * does not name. Links, devices and other names than hashes refuse the whole.
 * @throws EspalierError `bad-archive`, `not-found` where there is no such file, `storage-failed` where the disk has too little room.
 */
export async function readArchive(archive: string, folder: string): Promise<ReadArchive> {
  const contents = join(folder, 'content');
  mkdirSync(contents);
  const entries = extract();
  try {
    const compressed = await isCompressed(archive);
    const source = createReadStream(archive);
    const unpacked = compressed ? pipeline(source, createGunzip(), entries) : pipeline(source, entries);
    // Which of the two fails first is the one that knows why.
    const [manifest] = await Promise.all([readEntries(archive, entries, contents), unpacked]);
    const rows = readFileSync(join(contents, manifest.rows.sha256), 'utf8');
    return { manifest, rows: parseRows(archive, manifest, rows), contents };
  } catch (cause) {
    entries.destroy();
    throw explain(archive, contents, cause);
  }
}

async function isCompressed(archive: string): Promise<boolean> {
  const handle = await open(archive, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

async function readEntries(archive: string, entries: Extract, contents: string): Promise<Manifest> {
  let manifest: Manifest | undefined;
  const expected = new Map<string, number>();
  for await (const entry of entries) {
    const { name, type, size } = entry.header;
    if (type !== 'file') throw damaged(archive, `its entry ${JSON.stringify(name)} is no plain file`);
    if (manifest === undefined) {
      const [, hash] = MANIFEST_NAME.exec(name) ?? [];
      if (hash === undefined || size > LARGEST_MANIFEST) throw notAnArchive(archive);
      const text = await readText(bytesOf(entry));
      if (createHash('sha256').update(text).digest('hex') !== hash) throw damaged(archive, 'its manifest is changed');
      manifest = parseManifest(archive, text);
      if (manifest.rows.bytes > LARGEST_ROWS) throw damaged(archive, 'its rows are too many');
      for (const { sha256, bytes } of [manifest.rows, ...manifest.files]) expected.set(sha256, bytes);
      expectRoom(archive, contents, expected);
      continue;
    }
    const [, hash] = CONTENT_NAME.exec(name) ?? [];
    if (hash === undefined || expected.get(hash) !== size) {
      throw damaged(archive, `its entry ${JSON.stringify(name)} is not in its manifest`);
    }
    expected.delete(hash);
    if ((await writeContent(bytesOf(entry), join(contents, hash))) !== hash) {
      throw damaged(archive, `its content ${hash} is changed`);
    }
  }
  if (manifest === undefined) throw notAnArchive(archive);
  if (expected.size > 0) throw damaged(archive, `${expected.size} of its contents are missing`);
  return manifest;
}

async function* bytesOf(chunks: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    if (chunk instanceof Uint8Array) yield chunk;
  }
}

async function readText(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

/** Writes a new file, flushed to the disk, and gives the hash of what was written. */
async function writeContent(chunks: AsyncIterable<Uint8Array>, file: string): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(file, 'wx');
  try {
    for await (const chunk of chunks) {
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

function expectRoom(archive: string, folder: string, expected: ReadonlyMap<string, number>): void {
  const needed = [...expected.values()].reduce((sum, bytes) => sum + bytes, 0);
  const { bavail, bsize } = statfsSync(folder);
  if (needed <= bavail * bsize) return;
  throw new EspalierError(
    'storage-failed',
    `the archive "${archive}" needs ${needed} bytes and the disk of ${folder} has ${bavail * bsize} left; nothing was restored`,
  );
}

function explain(archive: string, contents: string, cause: unknown): EspalierError {
  if (cause instanceof EspalierError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOENT') return new EspalierError('not-found', `there is no file "${archive}"`, { cause });
  if (code === 'EISDIR') return notAnArchive(archive, cause);
  const error = toEspalierError(cause);
  if (error.code === 'storage-failed') return error;
  return readdirSync(contents).length === 0 ? notAnArchive(archive, cause) : damaged(archive, error.message, cause);
}
