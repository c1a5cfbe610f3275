import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { measureFiles } from './disk-use.ts';

/** A folder that no run needs any more: a stage's outcome, or its checkpoints. */
export interface UnusedFolder {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
}

export interface UnusedOutcomes {
  /** Outcomes and checkpoints in the home's `stages` that none of its runs has looked for, and what interrupted restorations left. */
  findUnused(): UnusedFolder[];
  /** Removes what is unused still. */
  removeUnused(): UnusedFolder[];
}

/** The beginning of the names of a home's folders that a restoration fills, and takes away when it ends. */
export const RESTORATION = '.restore-';
/** What is younger may belong to a run that is just being carried out. */
const GRACE_MILLISECONDS = 3_600_000;

const keysSchema = z.array(z.string());

export function openUnusedOutcomes(database: Database, home: string): UnusedOutcomes {
  const keys = database.prepare('SELECT DISTINCT key FROM run_outcomes').pluck();
  // Runs of earlier versions did not say what they needed: what was there at their time stays.
  const lastSilent = database
    .prepare(
      `SELECT max(coalesce(finished_at, started_at)) FROM runs
       WHERE NOT EXISTS (SELECT 1 FROM run_outcomes WHERE run = runs.id)
         AND EXISTS (SELECT 1 FROM stages WHERE run = runs.id)`,
    )
    .pluck();

  function findUnused(): UnusedFolder[] {
    const needed = new Set(keysSchema.parse(keys.all()));
    const silent = z.string().nullable().parse(lastSilent.get());
    const since = silent === null ? 0 : Date.parse(silent);
    const stages = listNames(join(home, 'stages'))
      .filter((name) => !name.startsWith('.') && !needed.has(name.replace(/\.checkpoints$/, '')))
      .map((name) => join(home, 'stages', name));
    const restorations = listNames(home)
      .filter((name) => name.startsWith(RESTORATION))
      .map((name) => join(home, name));
    return [...stages.filter((path) => changedAt(path) > since), ...restorations]
      .filter((path) => changedAt(path) < Date.now() - GRACE_MILLISECONDS)
      .map((path) => ({ path, bytes: measureFiles([path]) }));
  }

  const removeUnused = database.transaction(() => {
    const unused = findUnused();
    for (const { path } of unused) rmSync(path, { recursive: true, force: true });
    return unused;
  });

  return { findUnused, removeUnused: () => removeUnused.immediate() };
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
}

function listNames(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
