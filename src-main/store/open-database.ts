import Database from 'better-sqlite3';
import { EspalierError, toEspalierError } from '../../src-shared/errors.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/migrations.ts';

/** How long a writer waits for another process's transaction, milliseconds. */
const BUSY_TIMEOUT = 10_000;

/**
 * Opens the database file, made and migrated where needed. Every commit is flushed to the disk (`synchronous = FULL`): there are a few a
 * second at most, and what they say about a run must survive a power cut.
 * @throws EspalierError `bad-home` where the file can't be opened, is no database or has a newer schema.
 */
export function openDatabase(file: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { timeout: BUSY_TIMEOUT });
    database.pragma('foreign_keys = ON');
    database.pragma('synchronous = FULL');
    migrate(database, MIGRATIONS);
    database.pragma('journal_mode = WAL');
    return database;
  } catch (cause) {
    database?.close();
    if (cause instanceof EspalierError) throw cause;
    throw new EspalierError('bad-home', `can't open the database ${file}: ${toEspalierError(cause).message}`, {
      cause,
    });
  }
}
