import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { EspalierError, toEspalierError } from '../../src-shared/errors.ts';
import { backUp, isBackupDue, restoreBackup } from './backups.ts';
import { isSound, isSoundAtAGlance, meansDamage, meansReadFailure } from './database-check.ts';
import { takeFileLock } from './file-lock.ts';
import { migrate, needsMigration } from './migrate.ts';
import { MIGRATIONS } from './migrations/migrations.ts';

/** How long a writer waits for another process's transaction, milliseconds. */
const BUSY_TIMEOUT = 30_000;
/** Files that SQLite keeps beside a database; they are part of it. */
const COMPANIONS = ['-wal', '-shm'] as const;
const NEWEST_SCHEMA = MIGRATIONS.at(-1)?.version ?? 0;

/**
 * Opens the database file, made, checked (once a day with its large tables) and migrated where needed; a backup is made before a migration. A damaged file, or one
 * that is no database, is moved aside and the newest good backup takes its place; `tell` hears of that. Every commit is flushed to the disk
 * (`synchronous = FULL`): there are a few a second at most, and what they say about a run must survive a power cut.
 * @throws EspalierError `bad-home` where the file can't be opened or has a newer schema.
 */
export function openDatabase(file: string, tell: (message: string) => void): Database.Database {
  try {
    removeEmpty(file);
    return openUndisturbed(file) ?? replaceDamaged(file, tell);
  } catch (cause) {
    if (cause instanceof EspalierError) throw cause;
    throw new EspalierError('bad-home', `can't open the database ${file}: ${toEspalierError(cause).message}`, {
      cause,
    });
  }
}

/**
 * Undefined where the file is damaged, or can't be read: another process may be moving it aside at this moment, so that it
 * is tried once more under the lock.
 */
function openUndisturbed(file: string): Database.Database | undefined {
  try {
    return openSound(file);
  } catch (error) {
    if (meansReadFailure(error)) return undefined;
    throw error;
  }
}

/** Undefined where the file is damaged. */
function openSound(file: string): Database.Database | undefined {
  const database = new Database(file, { timeout: BUSY_TIMEOUT });
  try {
    database.pragma('foreign_keys = ON');
    database.pragma('synchronous = FULL');
    // All of it whenever it is about to be backed up: a damaged one must not push out the sound copies.
    const check = isBackupDue(dirname(file)) ? isSound : isSoundAtAGlance;
    if (!check(database)) {
      database.close();
      return undefined;
    }
    if (needsMigration(database, MIGRATIONS)) backUp(database, dirname(file));
    migrate(database, MIGRATIONS);
    database.pragma('journal_mode = WAL');
    return database;
  } catch (error) {
    database.close();
    if (meansDamage(error)) return undefined;
    throw error;
  }
}

/** Of several processes that find the same damage, one acts and the others find the new file. */
function replaceDamaged(file: string, tell: (message: string) => void): Database.Database {
  const home = dirname(file);
  const lock = takeFileLock(join(home, 'recovery.lock'), BUSY_TIMEOUT * 2);
  if (lock === undefined) {
    throw new EspalierError('bad-home', `another process has been mending the database ${file} for too long; stop it`);
  }
  try {
    const repaired = openSound(file);
    if (repaired !== undefined) return repaired;
    const aside = moveAside(file);
    const backup = restoreBackup(home, file, NEWEST_SCHEMA);
    const database = openSound(file);
    if (database === undefined)
      throw new EspalierError('bad-home', `the new database ${file} can't be read either; is the disk sound?`);
    tell(
      `the database ${file} was damaged and has been moved to ${aside}; ` +
        (backup === undefined
          ? 'there was no backup of it, so that it begins empty'
          : `the backup of ${backup.time} is in its place`) +
        `. Files of runs and finished stages are untouched: a recipe that is run again finds what it had finished`,
    );
    return database;
  } finally {
    lock.release();
  }
}

function moveAside(file: string): string {
  const time = new Date().toISOString().replaceAll(':', '-');
  const aside = file.replace(/\.sqlite$/, `-damaged-${time}.sqlite`);
  renameSync(file, aside);
  for (const companion of COMPANIONS) {
    if (existsSync(file + companion)) renameSync(file + companion, aside + companion);
  }
  return aside;
}

/** A file of no bytes is what a crash leaves of a database that was being made; what lies beside it belongs to nothing. */
function removeEmpty(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.size !== 0) return;
  const orphans = COMPANIONS.map((companion) => file + companion).filter((path) => existsSync(path));
  if (orphans.length === 0) return;
  for (const path of [...orphans, file]) rmSync(path, { force: true });
}
