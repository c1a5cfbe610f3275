import { mkdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** A run that this process carries out; nobody else can take it on before `release`, or before the process ends. */
export interface RunLock {
  readonly release: () => void;
}

/**
 * Takes the lock of a run, a file in its folder that SQLite locks and the system frees when the process ends, however it
 * ends; process ids come again and differ between containers. Undefined where another holds it.
 */
export function lockRun(folder: string): RunLock | undefined {
  mkdirSync(folder, { recursive: true });
  const database = tryLock(lockFile(folder));
  return database === undefined ? undefined : { release: () => void database.close() };
}

/** Whether a process is carrying out the run of this folder. */
export function isRunLocked(folder: string): boolean {
  const file = lockFile(folder);
  if (!existsSync(file)) return false;
  const database = tryLock(file);
  database?.close();
  return database === undefined;
}

function lockFile(folder: string): string {
  return join(folder, 'run.lock');
}

function tryLock(file: string): Database.Database | undefined {
  const database = new Database(file, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
}
