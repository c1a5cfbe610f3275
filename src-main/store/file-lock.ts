import Database from 'better-sqlite3';

export interface FileLock {
  readonly release: () => void;
}

/**
 * Takes a lock: a file that SQLite locks and the system frees when the process ends, however it ends; process ids come
 * again and differ between containers. Waits up to `patience` milliseconds; undefined where another process holds it still.
 */
export function takeFileLock(file: string, patience: number): FileLock | undefined {
  const database = new Database(file, { timeout: patience });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return { release: () => void database.close() };
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
}
