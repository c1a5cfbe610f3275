import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';

export interface UnusedFolders {
  /** Outcomes and checkpoints of stages that no run has, and what unfinished work left: folders, relative to the home. */
  listUnusedFolders(): string[];
  /** Takes away those of the folders that still no run has. */
  removeUnusedFolders(folders: readonly string[]): void;
}

/** The beginning of the names of a home's folders for work that ends by taking them away. */
export const TEMPORARY = '.temporary-';
/** Half-written folders begin with a dot, and are the engine's to sweep up. */
const OUTCOME = /^([0-9a-f]+)(\.checkpoints)?$/;
const ABANDONED_AFTER_MILLISECONDS = 86_400_000;

export function openUnusedFolders(database: Database, home: string): UnusedFolders {
  const keysOfRuns = database.prepare('SELECT DISTINCT key FROM run_outcomes').pluck();

  function listUnusedFolders(): string[] {
    const used = new Set(z.array(z.string()).parse(keysOfRuns.all()));
    const outcomes = listNames(join(home, 'stages')).filter((name) => {
      const key = OUTCOME.exec(name)?.[1];
      return key !== undefined && !used.has(key);
    });
    const temporary = listNames(home).filter((name) => name.startsWith(TEMPORARY) && isOld(join(home, name)));
    return [...outcomes.map((name) => `stages/${name}`), ...temporary];
  }

  // A run that begins meanwhile waits to say which outcomes it looks for; it finds each whole or not at all.
  const moveAside = database.transaction((folders: readonly string[]): string[] => {
    const unused = new Set(listUnusedFolders());
    return folders
      .filter((folder) => unused.has(folder))
      .map((folder) => {
        const aside = join(home, `${TEMPORARY}${randomUUID()}`);
        renameSync(join(home, folder), aside);
        return aside;
      });
  });

  return {
    listUnusedFolders,
    removeUnusedFolders(folders) {
      for (const aside of moveAside.immediate(folders)) rmSync(aside, { recursive: true, force: true });
    },
  };
}

function listNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

function isOld(folder: string): boolean {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats !== undefined && stats.mtimeMs < Date.now() - ABANDONED_AFTER_MILLISECONDS;
}
