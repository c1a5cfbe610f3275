import Database from 'better-sqlite3';

/** Whether SQLite finds nothing wrong with the pages of an open database. @throws what SQLite throws where it can't even look. */
export function isSound(database: Database.Database): boolean {
  return database.pragma('quick_check(1)', { simple: true }) === 'ok';
}

/** Whether SQLite threw this because the file is damaged, or is no database at all. */
export function meansDamage(thrown: unknown): boolean {
  return thrown instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(thrown.code);
}

/** Whether SQLite threw this because the file could not be read, which need not be the file's fault. */
export function meansReadFailure(thrown: unknown): boolean {
  return thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_IOERR');
}
