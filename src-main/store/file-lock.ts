import Database from 'better-sqlite3';

/** How long to wait for another process to finish what it does under the lock, milliseconds. */
const PATIENCE = 60_000;

/** Does work that only one process may do at a time; the lock is a file that SQLite locks, which the system frees whatever happens. */
export function withFileLock<T>(file: string, work: () => T): T {
  const lock = new Database(file, { timeout: PATIENCE });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return work();
  } finally {
    lock.close();
  }
}
