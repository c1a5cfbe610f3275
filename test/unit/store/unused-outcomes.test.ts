import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openStore, type Store } from '../../../src-main/store/store.ts';
import { sampleRecipe } from '../../sample-result.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const HOUR = 3600;

function open(): Store {
  const store = openStore(temporaryFolder());
  onTestFinished(() => store.close());
  return store;
}

function addRun(store: Store, id: string): void {
  const folder = join(store.home, 'runs', id);
  store.createRun({ id, recipe: sampleRecipe, recipeHash: id, device: 'cpu', pid: 1, folder });
}

function addStage(store: Store, name: string, secondsAgo = 2 * HOUR): void {
  const folder = join(store.home, 'stages', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'record.json'), '1234');
  const time = Date.now() / 1000 - secondsAgo;
  utimesSync(folder, time, time);
}

it('outcomes of deleted runs are unused, those of others and fresh ones are not (would catch work thrown away)', () => {
  const store = open();
  for (const id of ['gone', 'kept']) addRun(store, id);
  store.recordOutcome('gone', 'aa');
  store.recordOutcome('gone', 'bb');
  store.recordOutcome('kept', 'bb');
  for (const name of ['aa', 'bb', 'aa.checkpoints', 'bb.checkpoints']) addStage(store, name);
  addStage(store, 'cc', 60);
  expect(store.findUnused()).toEqual([]);
  store.deleteRun('gone');
  const unused = ['aa', 'aa.checkpoints'].map((name) => ({ path: join(store.home, 'stages', name), bytes: 4 }));
  expect(store.findUnused()).toEqual(unused);
  expect(store.removeUnused()).toEqual(unused);
  expect(readdirSync(join(store.home, 'stages')).sort()).toEqual(['bb', 'bb.checkpoints', 'cc']);
});

it('what was there when runs did not say yet what they need is not touched', () => {
  const store = open();
  addRun(store, 'silent');
  const startedAt = new Date().toISOString();
  const times = { startedAt, finishedAt: null, seconds: null };
  store.recordStage('silent', { stage: 'train', variant: 'base', seed: 1, state: 'running', key: null, ...times });
  addStage(store, 'aa');
  expect(store.findUnused()).toEqual([]);
});
