import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backUp, listBackups } from '../../../src-main/store/backups.ts';
import { migrate, schemaVersion } from '../../../src-main/store/migrate.ts';
import { MIGRATIONS } from '../../../src-main/store/migrations/migrations.ts';
import { nameNetworkFileSystem } from '../../../src-main/store/network-share.ts';
import { openStore, type Store } from '../../../src-main/store/store.ts';
import { sampleRecipe, sampleResult } from '../../sample-result.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

function open(home: string, said: string[] = []): Store {
  const store = openStore(home, (message) => said.push(message));
  onTestFinished(() => store.close());
  return store;
}

function addRun(store: Store, id: string): void {
  const folder = join(store.home, 'runs', id);
  store.createRun({ id, recipe: sampleRecipe, recipeHash: id, device: 'cpu', pid: process.pid, folder });
  store.saveResult(id, sampleResult({ runId: id }));
}

/** A home with one run that is in a backup and one that came later. */
function filledHome(): string {
  const home = temporaryFolder();
  const store = openStore(home);
  addRun(store, 'early');
  store.backUp();
  addRun(store, 'late');
  store.close();
  return home;
}

/** Writes over the root page of a table, as a failing disk might. */
function damage(file: string, table = 'runs'): void {
  const database = new Database(file);
  const root = Number(database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table));
  const page = Number(database.pragma('page_size', { simple: true }));
  database.close();
  const bytes = readFileSync(file);
  bytes.fill(0xa5, (root - 1) * page, root * page);
  writeFileSync(file, bytes);
}

describe('a damaged database', () => {
  it.each([
    ['whose page is overwritten', (file: string) => damage(file)],
    ['that is no database', (file: string) => writeFileSync(file, 'this is not a database'.repeat(100))],
    ['cut off', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 5000))],
  ])('%s makes room for its backup, is kept, and is spoken of (would catch silent loss)', (_, spoil) => {
    const home = filledHome();
    const file = join(home, 'espalier.sqlite');
    spoil(file);
    const spoiled = readFileSync(file);
    const said: string[] = [];
    const store = open(home, said);
    expect(store.listRuns().map(({ id }) => id)).toEqual(['early']);
    expect(said).toEqual([
      expect.stringMatching(/was damaged .* moved to .*-damaged-.*; the backup of 20.* is in its place/),
    ]);
    const [aside = ''] = readdirSync(home).filter((name) => /^espalier-damaged-.*\.sqlite$/.test(name));
    expect(readFileSync(join(home, aside)).equals(spoiled)).toBe(true);
    addRun(store, 'after');
    expect(store.listRuns()).toHaveLength(2);
  });

  it('without a good backup begins empty, and says so', () => {
    const home = filledHome();
    for (const { file } of listBackups(home)) damage(file);
    damage(join(home, 'espalier.sqlite'));
    const said: string[] = [];
    expect(open(home, said).listRuns()).toEqual([]);
    expect(said).toEqual([expect.stringContaining('there was no backup of it')]);
  });

  it('is found by the day in its large tables, too, before it is backed up (would catch backups of damage)', () => {
    const home = temporaryFolder();
    const store = openStore(home);
    addRun(store, 'early');
    store.close();
    damage(join(home, 'espalier.sqlite'), 'metrics');
    const said: string[] = [];
    expect(open(home, said).listRuns()).toEqual([]);
    expect(said).toEqual([expect.stringContaining('was damaged')]);
    expect(listBackups(home)).toEqual([]);
  });

  it('is replaced once by several processes that find it at once (would catch a good database moved aside)', async () => {
    const home = filledHome();
    damage(join(home, 'espalier.sqlite'));
    const store = new URL('../../../src-main/store/store.ts', import.meta.url).href;
    const script = `const { openStore } = await import(${JSON.stringify(store)});
      const store = openStore(${JSON.stringify(home)});
      process.stdout.write(store.listRuns().map(({ id }) => id).join()); store.close();`;
    const run = promisify(execFile);
    const outputs = await Promise.all(
      Array.from({ length: 3 }, () => run(process.execPath, ['--input-type=module', '--eval', script])),
    );
    expect(outputs.map(({ stdout }) => stdout)).toEqual(['early', 'early', 'early']);
    expect(readdirSync(home).filter((name) => /-damaged-.*\.sqlite$/.test(name))).toHaveLength(1);
  }, 60_000);

  it('of no bytes takes its orphaned log along (would catch a log replayed into a new database)', () => {
    const home = temporaryFolder();
    const file = join(home, 'espalier.sqlite');
    writeFileSync(file, '');
    writeFileSync(`${file}-wal`, 'left over'.repeat(1000));
    expect(open(home).listRuns()).toEqual([]);
  });
});

describe('backups', () => {
  it('are made of the old schema before each migration that a release brought, and the upgraded home opens', () => {
    for (const { version } of MIGRATIONS.slice(0, -1)) {
      const home = temporaryFolder();
      const old = new Database(join(home, 'espalier.sqlite'));
      migrate(
        old,
        MIGRATIONS.filter((migration) => migration.version <= version),
      );
      old
        .prepare(
          `INSERT INTO runs (id, name, recipe, recipe_hash, device, state, started_at, finished_at, folder, result)
           VALUES ('old', 'n', ?, 'h', 'cpu', 'done', '2025', '2025', 'f', ?)`,
        )
        .run(JSON.stringify(sampleRecipe), JSON.stringify(sampleResult({ runId: 'old' })));
      old.close();
      expect(open(home).getRun('old')?.result).toEqual(sampleResult({ runId: 'old' }));
      const [before] = listBackups(home).filter(({ schema }) => schema === version);
      const copy = new Database(before?.file, { readonly: true });
      expect([schemaVersion(copy), copy.prepare('SELECT id FROM runs').pluck().get()]).toEqual([version, 'old']);
      copy.close();
    }
  });

  it('of a day replace each other, and leave nothing temporary (would catch a disk that fills up)', () => {
    const home = filledHome();
    const database = new Database(join(home, 'espalier.sqlite'));
    const newest = [1, 2, 3].map(() => backUp(database, home)).at(-1);
    database.close();
    expect(listBackups(home)).toEqual([newest]);
    expect(readdirSync(join(home, 'backups'))).toHaveLength(1);
  });

  it('are made once a day when the home is opened', () => {
    const home = filledHome();
    const [made] = listBackups(home);
    openStore(home).close();
    expect(listBackups(home)).toEqual([made]);
  });
});

it('closing empties the write-ahead log (would catch one that grows for ever)', () => {
  const home = filledHome();
  const other = open(home);
  const store = openStore(home);
  addRun(store, 'another');
  store.close();
  expect(existsSync(join(home, 'espalier.sqlite-wal'))).toBe(true);
  expect(readFileSync(join(home, 'espalier.sqlite-wal'))).toHaveLength(0);
  expect(other.listRuns()).toHaveLength(3);
});

it('network file systems are known by their numbers, negative ones too', () => {
  expect(nameNetworkFileSystem(0x6969)).toBe('NFS');
  expect(nameNetworkFileSystem(0xff534d42 | 0)).toBe('CIFS');
  expect(nameNetworkFileSystem(0xef53)).toBeUndefined();
});
