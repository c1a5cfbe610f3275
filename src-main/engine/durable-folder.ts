import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

const MANIFEST = 'manifest.json';
const PARTIAL = '.partial';
/** Writing a folder takes seconds; one that is unfinished after this long has been left, by whomever. */
const ABANDONED_AFTER_MILLISECONDS = 3_600_000;
const manifestSchema = z.record(z.string(), z.strictObject({ bytes: z.int(), sha256: z.string() }));

/**
 * Writes a set of files as one folder that is there whole or not at all: files first, a manifest of their hashes last,
 * all flushed to the disk under a temporary name, then renamed. A folder that is there already is left as it is, unless
 * it is damaged: then the new one takes its place.
 */
export async function writeDurableFolder(folder: string, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const parent = dirname(folder);
  const staging = join(parent, `.${basename(folder)}.${hostname()}.${process.pid}${PARTIAL}`);
  await removeFolder(staging);
  try {
    // Not recursive: that takes a read-only disk for a missing folder. The parent is there.
    await mkdir(staging);
    await writeFiles(staging, files);
    await moveIntoPlace(staging, folder);
  } catch (error) {
    // A full disk should get its space back; where even that fails, the next run sweeps up.
    await removeFolder(staging).catch(() => undefined);
    throw error;
  }
  await flushFolder(parent);
  await removeAbandoned(parent);
}

async function writeFiles(staging: string, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const manifest: z.infer<typeof manifestSchema> = {};
  for (const [name, bytes] of Object.entries(files)) {
    await writeFlushed(join(staging, name), bytes);
    manifest[name] = { bytes: bytes.byteLength, sha256: sha256(bytes) };
  }
  await writeFlushed(join(staging, MANIFEST), Buffer.from(JSON.stringify(manifest, null, 2)));
  await flushFolder(staging);
}

async function moveIntoPlace(staging: string, folder: string): Promise<void> {
  try {
    await rename(staging, folder);
  } catch {
    if ((await readDurableFolder(folder)) === undefined) {
      await removeFolder(folder);
      await rename(staging, folder);
    } else {
      await removeFolder(staging);
    }
  }
}

/**
 * Removes half-written folders in `parent`: those of processes of this machine that live no more, and old ones of others
 * (a container has a name and process ids of its own).
 */
export async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.endsWith(PARTIAL)) continue;
    const folder = join(parent, name);
    const [writer = '', pid] = /^(.*)\.(\d+)\.partial$/.exec(name)?.slice(1) ?? [];
    const dead = writer.endsWith(`.${hostname()}`) && !isProcessAlive(Number(pid));
    const modified = await stat(folder).then(
      ({ mtimeMs }) => mtimeMs,
      () => Infinity,
    );
    if (dead || modified < Date.now() - ABANDONED_AFTER_MILLISECONDS) await removeFolder(folder);
  }
}

function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not permitted to signal it means that it is there, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Removes a folder, there or not; where another process writes into it at this moment, a little later. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** The files of a folder whose manifest and hashes are right; undefined where it is missing or damaged. */
export async function readDurableFolder(folder: string): Promise<Record<string, Buffer> | undefined> {
  try {
    const manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')));
    const files: Record<string, Buffer> = {};
    for (const [name, expected] of Object.entries(manifest)) {
      const bytes = await readFile(join(folder, name));
      if (bytes.byteLength !== expected.bytes || sha256(bytes) !== expected.sha256) return undefined;
      files[name] = bytes;
    }
    return files;
  } catch {
    return undefined;
  }
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function writeFlushed(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a rename in a folder durable; Windows has no such call, and needs none. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
