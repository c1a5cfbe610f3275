import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { EspalierError, toEspalierError } from '../../../src-shared/errors.ts';
import { MODEL_FILE } from './encode-tensorflow-js.ts';

/** The files of a TensorFlow.js graph model by name, in order: model.json, then its shards. */
export type ModelFiles = ReadonlyMap<string, Uint8Array>;

const OWN_FILE = /^(model\.json|group1-shard\d+of\d+\.bin)$/;

/**
 * Writes the files of a model as a folder that is there whole or not at all, in place of an earlier one.
 * @throws EspalierError `bad-usage` where the folder holds anything else, or can't be written.
 */
export async function writeModelFolder(path: string, files: ModelFiles): Promise<void> {
  // A slash at its end would put the partial folder into the one it replaces.
  const folder = resolve(path);
  await refuseForeignFolder(folder);
  const partial = `${folder}.${process.pid}.partial`;
  try {
    await mkdir(partial);
    for (const [name, bytes] of files) await writeFile(join(partial, name), bytes);
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  } catch (cause) {
    await rm(partial, { recursive: true, force: true });
    throw new EspalierError('bad-usage', `can't write "${folder}": ${toEspalierError(cause).message}`, { cause });
  }
}

async function refuseForeignFolder(folder: string): Promise<void> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw new EspalierError('bad-usage', `"${folder}" is no folder; a TensorFlow.js model is one`, { cause: error });
  }
  const foreign = names.find((name) => !OWN_FILE.test(name));
  if (foreign === undefined) return;
  throw new EspalierError(
    'bad-usage',
    `"${folder}" holds other files, such as "${foreign}"; choose a folder that is new or empty`,
  );
}

const manifestSchema = z.object({
  weightsManifest: z.array(z.object({ paths: z.array(z.string().regex(OWN_FILE)) })),
});

/** Reads a model from the path of its model.json. @throws EspalierError `not-found` where a file is missing or no model. */
export async function readModelFolder(path: string): Promise<ModelFiles> {
  const folder = dirname(path);
  try {
    const model = await readFile(path);
    const { weightsManifest } = manifestSchema.parse(JSON.parse(model.toString('utf8')));
    const files = new Map<string, Uint8Array>([[MODEL_FILE, model]]);
    for (const name of weightsManifest.flatMap(({ paths }) => paths))
      files.set(name, await readFile(join(folder, name)));
    return files;
  } catch (cause) {
    throw new EspalierError(
      'not-found',
      `the exported model ${path} is gone or damaged; run the recipe again with --again`,
      { cause },
    );
  }
}

/** Size and hash of all files, one after another in order. */
export function measureFiles(files: ModelFiles): { bytes: number; sha256: string } {
  const hash = createHash('sha256');
  let bytes = 0;
  for (const content of files.values()) {
    hash.update(content);
    bytes += content.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
