import { copyFileSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Store } from '../store/store.ts';
import { RESTORATION } from '../store/unused-outcomes.ts';
import { readArchive, type ReadArchive } from './read-archive.ts';

export interface Restoration {
  readonly project: string;
  /** Ids of the runs restored. */
  readonly runs: readonly string[];
  /** Ids of the runs that were here already. */
  readonly known: readonly string[];
  /** Where data sets were last seen, of those that are not there on this machine. */
  readonly missingDatasets: readonly { readonly name: string; readonly path: string }[];
}

/**
 * Restores the project of an archive into a home, under its own name or another; runs that are here already stay as they are. Nothing is written
 * outside a temporary folder before the whole archive is verified; the files are moved to their places within the transaction of the rows.
 * @throws EspalierError `bad-archive`, `not-found` or `storage-failed`.
 */
export async function restoreProject(store: Store, archive: string, name?: string): Promise<Restoration> {
  const folder = mkdtempSync(join(store.home, RESTORATION));
  try {
    const read = await readArchive(archive, folder);
    const project = name ?? read.manifest.project;
    const staging = join(folder, 'home');
    buildFolders(read, staging);
    const known = store.insertProjectRows(project, read.rows, (here) => placeFiles(staging, store.home, here));
    const { datasets, runs } = read.rows;
    return {
      project,
      runs: runs.map(({ id }) => id).filter((id) => !known.has(id)),
      known: [...known],
      missingDatasets: datasets.flatMap(({ name: dataset, path }) =>
        path === null || existsSync(path) ? [] : [{ name: dataset, path }],
      ),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function buildFolders({ manifest, contents }: ReadArchive, staging: string): void {
  for (const { path, sha256 } of manifest.files) {
    const target = join(staging, path);
    mkdirSync(dirname(target), { recursive: true });
    linkOrCopy(join(contents, sha256), target);
  }
}

/** Moves each folder, and each file kept by its content, to its place by one rename. */
function placeFiles(staging: string, home: string, known: ReadonlySet<string>): void {
  for (const id of known) rmSync(join(staging, 'runs', id), { recursive: true, force: true });
  moveEach(join(staging, 'stages'), join(home, 'stages'), false);
  for (const prefix of listNames(join(staging, 'artifacts'))) {
    moveEach(join(staging, 'artifacts', prefix), join(home, 'artifacts', prefix), false);
  }
  // A run's folder without a row is what an unfinished restoration, or a lost database, has left.
  moveEach(join(staging, 'runs'), join(home, 'runs'), true);
}

function moveEach(from: string, to: string, replace: boolean): void {
  for (const name of listNames(from)) {
    mkdirSync(to, { recursive: true });
    const target = join(to, name);
    if (replace) rmSync(target, { recursive: true, force: true });
    if (!existsSync(target)) renameSync(join(from, name), target);
  }
}

function listNames(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
