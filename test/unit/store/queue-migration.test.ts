import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate } from '../../../src-main/store/migrate.ts';
import { MIGRATIONS } from '../../../src-main/store/migrations/migrations.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { sampleEpoch, sampleRecipe } from '../../sample-result.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

/** A home as the version before the queue left it: one interrupted run with an epoch. */
function writeOldHome(): string {
  const home = temporaryFolder();
  const database = new Database(join(home, 'espalier.sqlite'));
  migrate(
    database,
    MIGRATIONS.filter(({ version }) => version < 70),
  );
  database
    .prepare(
      `INSERT INTO runs (id, name, recipe, recipe_hash, device, state, started_at, folder, project)
       VALUES ('old', 'n', ?, 'h', 'cpu', 'interrupted', '2025', ?, 1)`,
    )
    .run(JSON.stringify(sampleRecipe), join(home, 'runs', 'old'));
  database.exec(`INSERT INTO metrics VALUES ('old', 'train', 'base', 1, 1, 2, 0.1, 1.9, 0.3, 1.7, 0.4, 12.5, 3)`);
  database.close();
  return home;
}

it('a home from before the queue keeps its runs, has an empty queue, and is backed up before it changes', () => {
  const home = writeOldHome();
  const store = openStore(home);
  try {
    expect(readdirSync(join(home, 'backups'))).toEqual([expect.stringMatching(/^espalier-60-/)]);
    expect(store.listEpochs('old')).toEqual([sampleEpoch()]);
    expect(store.readQueue()).toEqual({ held: false, jobs: [] });
    const job = store.addJob({ recipe: sampleRecipe, project: 'default', again: false, runId: 'old' }, 'last');
    expect(store.findJobOfRun('old')).toEqual(job);
    store.deleteRun('old');
    expect(store.readQueue().jobs).toEqual([]);
  } finally {
    store.close();
  }
});
