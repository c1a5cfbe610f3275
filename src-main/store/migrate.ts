import type { Database } from 'better-sqlite3';
import { EspalierError } from '../../src-shared/errors.ts';
import type { Migration } from './migrations/migration.ts';

/**
 * Brings a database to the newest schema: all missing migrations in one transaction, so that a crash leaves the old schema or the new one,
 * and of two processes that start at once one migrates and the other finds it done.
 * @throws EspalierError `bad-home` where a newer version of the application has written it; nothing is changed then.
 */
export function migrate(database: Database, migrations: readonly Migration[]): void {
  const newest = newestVersion(migrations);
  const apply = database.transaction(() => {
    const current = schemaVersion(database);
    if (current > newest) {
      throw new EspalierError(
        'bad-home',
        `the database ${database.name} was written by a newer Espalier (schema ${current}, this one knows ${newest}); update Espalier or choose another home`,
      );
    }
    for (const migration of migrations) {
      if (migration.version <= current) continue;
      database.exec(migration.sql);
      database.pragma(`user_version = ${migration.version}`);
    }
  });
  apply.immediate();
}

/** Whether a database that holds something has an older schema. */
export function needsMigration(database: Database, migrations: readonly Migration[]): boolean {
  const current = schemaVersion(database);
  return current > 0 && current < newestVersion(migrations);
}

/** The number of the last migration applied; 0 for an empty database. */
export function schemaVersion(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

function newestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}
