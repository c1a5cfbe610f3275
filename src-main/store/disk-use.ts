import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';

export interface DiskUse {
  /** Bytes of all files that a project's runs made or need: their folders, kept files and stages' outcomes. A file with several names counts once. */
  measureProject(name: string): number;
}

const pathsSchema = z.array(z.string());

export function openDiskUse(database: Database, home: string): DiskUse {
  const runsOf = `SELECT runs.id FROM runs JOIN projects ON projects.id = runs.project WHERE projects.name = @name`;
  const paths = database
    .prepare(
      `SELECT 'runs/' || id FROM (${runsOf})
       UNION SELECT path FROM artifacts JOIN run_artifacts USING (sha256) WHERE run IN (${runsOf})
       UNION SELECT 'stages/' || key FROM run_outcomes WHERE run IN (${runsOf})
       UNION SELECT 'stages/' || key || '.checkpoints' FROM run_outcomes WHERE run IN (${runsOf})`,
    )
    .pluck();
  return {
    measureProject: (name) => measureFiles(pathsSchema.parse(paths.all({ name })).map((path) => join(home, path))),
  };
}

/** Bytes of files and of all in folders; what is missing counts nothing, and a file with several names counts once. */
export function measureFiles(paths: readonly string[]): number {
  const seen = new Set<string>();
  const measure = (path: string): number => {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return 0;
    if (stats.isDirectory()) return readdirSync(path).reduce((sum, name) => sum + measure(join(path, name)), 0);
    const identity = `${stats.dev}:${stats.ino}`;
    if (seen.has(identity)) return 0;
    seen.add(identity);
    return stats.size;
  };
  return paths.reduce((sum, path) => sum + measure(path), 0);
}
