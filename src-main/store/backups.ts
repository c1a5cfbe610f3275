import { closeSync, copyFileSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { isSound } from './database-check.ts';
import { schemaVersion } from './migrate.ts';

/** A copy of the database beside it: what it held at a time, under a schema. */
export interface Backup {
  readonly file: string;
  readonly schema: number;
  /** ISO 8601, to the millisecond. */
  readonly time: string;
}

/** Of each schema and day the newest backup is kept, for so many of them. */
const KEPT_BACKUPS = 5;
const DAY_MILLISECONDS = 86_400_000;
const NAME = /^espalier-(\d+)-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})\.(\d{3})Z\.sqlite$/;

/**
 * Copies a sound, open database into `backups/` of the home, whole or not at all, while others may be writing to it; then older ones go.
 * Its time is part of its name, `espalier-<schema>-<time>.sqlite`.
 */
export function backUp(database: Database.Database, home: string): Backup {
  const folder = join(home, 'backups');
  mkdirSync(folder, { recursive: true });
  const schema = schemaVersion(database);
  const time = new Date().toISOString();
  const file = join(folder, `espalier-${schema}-${time.replaceAll(':', '-')}.sqlite`);
  const temporary = `${file}.${process.pid}.partial`;
  try {
    database.prepare('VACUUM INTO ?').run(temporary);
    flushAndRename(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
  for (const old of surplus(listBackups(home))) rmSync(old.file, { force: true });
  return { file, schema, time };
}

/** Whether it is a day since the newest backup, or there is none. */
export function isBackupDue(home: string): boolean {
  const [newest] = listBackups(home);
  return newest === undefined || Date.now() - Date.parse(newest.time) > DAY_MILLISECONDS;
}

/** Newest first. */
export function listBackups(home: string): Backup[] {
  return readNames(join(home, 'backups'))
    .flatMap((name) => {
      const [, schema, day, hours, minutes, seconds, milliseconds] = NAME.exec(name) ?? [];
      const time = `${day}T${hours}:${minutes}:${seconds}.${milliseconds}Z`;
      return schema === undefined ? [] : [{ file: join(home, 'backups', name), schema: Number(schema), time }];
    })
    .sort((one, other) => other.time.localeCompare(one.time));
}

/** Puts a copy of the newest backup that is sound, and no newer than the schema, at the database's place; undefined where there is none. */
export function restoreBackup(home: string, target: string, newestSchema: number): Backup | undefined {
  const backup = listBackups(home).find(({ file, schema }) => schema <= newestSchema && isSoundFile(file));
  if (backup === undefined) return undefined;
  const temporary = `${target}.${process.pid}.partial`;
  copyFileSync(backup.file, temporary);
  flushAndRename(temporary, target);
  return backup;
}

function surplus(newestFirst: readonly Backup[]): Backup[] {
  const kept = new Map<string, Backup>();
  for (const backup of newestFirst) {
    const group = `${backup.schema} ${backup.time.slice(0, 10)}`;
    if (!kept.has(group) && kept.size < KEPT_BACKUPS) kept.set(group, backup);
  }
  const keep = new Set(kept.values());
  return newestFirst.filter((backup) => !keep.has(backup));
}

function isSoundFile(file: string): boolean {
  try {
    const database = new Database(file, { readonly: true, fileMustExist: true });
    try {
      return isSound(database);
    } finally {
      database.close();
    }
  } catch {
    return false;
  }
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function flushAndRename(temporary: string, file: string): void {
  const descriptor = openSync(temporary, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
}
