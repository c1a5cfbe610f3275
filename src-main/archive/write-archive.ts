import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, lstatSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack, type Pack } from 'tar-stream';
import { EspalierError, toEspalierError } from '../../src-shared/errors.ts';
import { hashFile } from '../store/artifact-files.ts';
import type { ProjectRows } from '../store/project-rows-schema.ts';
import type { Store } from '../store/store.ts';
import { FORMAT, VERSION, type Manifest } from './manifest.ts';

export interface ArchiveSummary {
  readonly runs: number;
  readonly files: number;
  readonly bytes: number;
}

/** Files that are of use only where they are. */
const LEFT_OUT = /^(run\.lock.*|.*\.(partial|tmp))$/;

/**
 * Writes a project with its runs, their files and (unless `withoutStages`) the outcomes of their stages into one tar file, compressed where its
 * name ends in .gz or .tgz; there whole or not at all. It begins with the manifest, whose hash is its name; contents follow, each named by its hash.
 * @throws EspalierError `not-found`, `busy` while a run is being carried out, or `bad-usage` where the file can't be written.
 */
export async function writeArchive(
  store: Store,
  project: string,
  file: string,
  { withoutStages }: { readonly withoutStages: boolean },
): Promise<ArchiveSummary> {
  store.getProject(project);
  const running = store.listRuns(project).find(({ state }) => state === 'running');
  if (running !== undefined) {
    throw new EspalierError('busy', `run ${running.id} is being carried out; archive its project when it is done`);
  }
  const rows = store.readProjectRows(project);
  const files = listFolders(rows, withoutStages)
    .flatMap((folder) => listFiles(store.home, folder))
    .map((path) => ({ path, ...hashFile(join(store.home, path)) }));
  const rowBytes = Buffer.from(JSON.stringify(rows));
  const manifest: Manifest = {
    format: FORMAT,
    version: VERSION,
    project,
    createdAt: new Date().toISOString(),
    rows: { bytes: rowBytes.length, sha256: sha256(rowBytes) },
    files,
  };
  await writeWhole(file, (tar) => fill(tar, store.home, manifest, rowBytes));
  return { runs: rows.runs.length, files: files.length, bytes: lstatSync(file).size };
}

async function fill(tar: Pack, home: string, manifest: Manifest, rows: Buffer): Promise<void> {
  const manifestBytes = Buffer.from(JSON.stringify(manifest));
  tar.entry({ name: `manifest-${sha256(manifestBytes)}.json` }, manifestBytes);
  tar.entry({ name: `content/${manifest.rows.sha256}` }, rows);
  const written = new Set([manifest.rows.sha256]);
  for (const { path, bytes, sha256: expected } of manifest.files) {
    if (written.has(expected)) continue;
    written.add(expected);
    const hash = createHash('sha256');
    const entry = tar.entry({ name: `content/${expected}`, size: bytes });
    await pipeline(
      createReadStream(join(home, path)),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      entry,
    );
    if (hash.digest('hex') !== expected) {
      throw new EspalierError('busy', `the file ${path} changed while it was being archived; do it once more`);
    }
  }
  tar.finalize();
}

async function writeWhole(file: string, write: (tar: Pack) => Promise<void>): Promise<void> {
  const partial = `${file}.${process.pid}.partial`;
  const tar = pack();
  const filled = write(tar).catch((error: unknown) => {
    tar.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  try {
    const output = createWriteStream(partial, { flush: true });
    const written = /\.t?gz$/i.test(file) ? pipeline(tar, createGzip(), output) : pipeline(tar, output);
    // Which of the two fails first is the one that knows why.
    await Promise.all([filled, written]);
    renameSync(partial, file);
  } catch (cause) {
    if (cause instanceof EspalierError) throw cause;
    const code = toEspalierError(cause).code === 'storage-failed' ? 'storage-failed' : 'bad-usage';
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EspalierError(code, `can't write "${file}" (${reason}); nothing is left there`, { cause });
  } finally {
    rmSync(partial, { force: true });
  }
}

function listFolders({ runs, artifacts, run_outcomes: outcomes }: ProjectRows, withoutStages: boolean): string[] {
  const keys = withoutStages ? [] : [...new Set(outcomes.map(({ key }) => key))];
  return [
    ...runs.map(({ id }) => `runs/${id}`),
    ...artifacts.map(({ path }) => path),
    ...keys.flatMap((key) => [`stages/${key}`, `stages/${key}.checkpoints`]),
  ];
}

/** The plain files at or below a path of the home, with forward slashes; none where there is nothing. */
function listFiles(home: string, path: string): string[] {
  const stats = lstatSync(join(home, path), { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) {
    return readdirSync(join(home, path))
      .sort()
      .flatMap((name) => (LEFT_OUT.test(name) ? [] : listFiles(home, `${path}/${name}`)));
  }
  return stats?.isFile() === true ? [path] : [];
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
