import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate, schemaVersion } from '../../../src-main/store/migrate.ts';
import { MIGRATIONS } from '../../../src-main/store/migrations/migrations.ts';
import { expectError } from '../../expect-error.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

function openFile(file = join(temporaryFolder(), 'test.sqlite')): Database.Database {
  const database = new Database(file);
  onTestFinished(() => {
    database.close();
  });
  return database;
}

function describeSchema(database: Database.Database): unknown[] {
  return database.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
}

describe('the migrations', () => {
  it('have ascending numbers (would catch one that is never applied)', () => {
    const versions = MIGRATIONS.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });

  it('give the same schema one release at a time as all at once, and keep the rows', () => {
    const atOnce = openFile();
    migrate(atOnce, MIGRATIONS);
    const stepwise = openFile();
    migrate(stepwise, MIGRATIONS.slice(0, 1));
    stepwise.exec(`INSERT INTO runs (id, name, recipe, recipe_hash, device, state, pid, started_at, folder)
      VALUES ('a', 'n', '{}', 'h', 'cpu', 'running', 1, '2025', 'f')`);
    MIGRATIONS.forEach((_, index) => {
      migrate(stepwise, MIGRATIONS.slice(0, index + 1));
    });
    expect(describeSchema(stepwise)).toEqual(describeSchema(atOnce));
    expect(stepwise.prepare('SELECT id FROM runs').pluck().all()).toEqual(['a']);
  });

  it('make only STRICT tables (would catch text stored in a number column)', () => {
    const database = openFile();
    migrate(database, MIGRATIONS);
    const loose = "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'";
    expect(database.prepare(loose).all()).toEqual([]);
  });
});

describe('migrate', () => {
  it('leaves the old schema where a later migration fails (would catch a half-migrated database)', () => {
    const database = openFile();
    const broken = [
      ...MIGRATIONS,
      { version: 99, sql: 'CREATE TABLE extra (x TEXT) STRICT; CREATE TABLE runs (x TEXT)' },
    ];
    expect(() => {
      migrate(database, broken);
    }).toThrow(/already exists/);
    expect(schemaVersion(database)).toBe(0);
    expect(describeSchema(database)).toEqual([]);
  });

  it('refuses a newer schema and changes nothing', () => {
    const database = openFile();
    database.pragma('user_version = 9999');
    expectError(() => migrate(database, MIGRATIONS), 'bad-home', /newer Espalier/);
    expect(describeSchema(database)).toEqual([]);
  });
});
