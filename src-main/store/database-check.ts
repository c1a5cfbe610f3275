import Database from 'better-sqlite3';

/** A row for every epoch, and one for every thousand steps: nearly all of a large database. */
const LARGE_TABLES = ['metrics', 'step_losses'];

/** Whether SQLite finds nothing wrong with the pages of an open database. @throws what SQLite throws where it can't even look. */
export function isSound(database: Database.Database): boolean {
  return database.pragma('quick_check(1)', { simple: true }) === 'ok';
}

/** The same of all but the large tables, which takes no longer the more epochs there are. */
export function isSoundAtAGlance(database: Database.Database): boolean {
  return tableNames(database)
    .filter((name) => !LARGE_TABLES.includes(name))
    .every((name) => database.pragma(`quick_check("${name}")`, { simple: true }) === 'ok');
}

function tableNames(database: Database.Database): string[] {
  const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  return names.pluck().all().map(String);
}

/** Whether SQLite threw this because the file is damaged, or is no database at all. */
export function meansDamage(thrown: unknown): boolean {
  return thrown instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(thrown.code);
}

/** Whether SQLite threw this because the file could not be read, which need not be the file's fault. */
export function meansReadFailure(thrown: unknown): boolean {
  return thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_IOERR');
}
