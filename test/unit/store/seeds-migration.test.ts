import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../../src-main/store/migrate.ts';
import { MIGRATIONS } from '../../../src-main/store/migrations/migrations.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { sampleRecipe, sampleResult } from '../../sample-result.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

function without(value: object, key: string): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

/** A home as the version before several seeds left it: one finished run with two stages and two epochs. */
function writeOldHome(): string {
  const home = temporaryFolder();
  const database = new Database(join(home, 'espalier.sqlite'));
  migrate(
    database,
    MIGRATIONS.filter(({ version }) => version < 40),
  );
  const recipe = without({ ...sampleRecipe, seed: 7 }, 'seeds');
  const { variants, epochs, ...result } = sampleResult({ recipe: { ...sampleRecipe, seed: 7 } });
  const oldResult = {
    ...result,
    recipe,
    variants: variants.map((variant) => without(variant, 'seeds')),
    epochs: epochs.map((epoch) => without(epoch, 'seed')),
  };
  database
    .prepare(
      `INSERT INTO runs (id, name, recipe, recipe_hash, device, state, started_at, finished_at, folder, result)
       VALUES ('old', 'n', ?, 'h', 'cpu', 'done', '2025', '2025', 'f', ?)`,
    )
    .run(JSON.stringify(recipe), JSON.stringify(oldResult));
  database.exec(`
    INSERT INTO stages VALUES ('old', 'train', 'base', 'done', 'k', '2025-01-01', '2025-01-02', 9);
    INSERT INTO stages VALUES ('old', 'finetune', 'pruned', 'running', NULL, '2025-01-03', NULL, NULL);
    INSERT INTO metrics VALUES ('old', 'train', 'base', 2, 2, 0.1, NULL, 0.3, 1.7, 0.4, 12.5, 3);
    INSERT INTO metrics VALUES ('old', 'train', 'base', 1, 2, 0.1, 1.9, 0.3, 1.7, 0.4, 12.5, 3);`);
  database.close();
  return home;
}

describe('a home from before several seeds', () => {
  it('keeps its stages and epochs, in order, as those of the recipe’s seed (would catch rows lost or of seed 1)', () => {
    const store = openStore(writeOldHome());
    try {
      expect(store.listStages('old')).toEqual([
        {
          stage: 'train',
          variant: 'base',
          seed: 7,
          state: 'done',
          key: 'k',
          startedAt: '2025-01-01',
          finishedAt: '2025-01-02',
          seconds: 9,
        },
        {
          stage: 'finetune',
          variant: 'pruned',
          seed: 7,
          state: 'running',
          key: null,
          startedAt: '2025-01-03',
          finishedAt: null,
          seconds: null,
        },
      ]);
      expect(store.listEpochs('old')).toMatchObject([
        { epoch: 2, seed: 7, trainLoss: Number.NaN, dataWaitMilliseconds: 3 },
        { epoch: 1, seed: 7, trainLoss: 1.9, testAccuracy: 0.4 },
      ]);
    } finally {
      store.close();
    }
  });

  it('has results that read as those of one seed', () => {
    const store = openStore(writeOldHome());
    try {
      const result = store.getRun('old')?.result;
      const [, pruned] = sampleResult().variants;
      expect(result?.recipe).toMatchObject({ seed: 7, seeds: 1 });
      expect(result?.variants[1]).toEqual({
        ...pruned,
        seeds: pruned?.seeds.map((outcome) => ({ ...outcome, seed: 7 })),
      });
      expect(new Set(result?.epochs.map(({ seed }) => seed))).toEqual(new Set([7]));
    } finally {
      store.close();
    }
  });

  it('keeps stages of several seeds apart', () => {
    const store = openStore(writeOldHome());
    try {
      const stage = { stage: 'train', variant: 'base', state: 'running', key: null, startedAt: '2026' } as const;
      store.recordStage('old', { ...stage, seed: 8, finishedAt: null, seconds: null });
      expect(store.listStages('old').map(({ seed }) => seed)).toEqual([7, 7, 8]);
    } finally {
      store.close();
    }
  });
});
