import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../src-main/store/store.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const RUNS = 5;
const EPOCHS = 10;

/** A process that records runs with all they say, deletes one, and backs the database up meanwhile. */
const writer = (home: string, name: string): string => `
  const { openStore } = await import(${JSON.stringify(new URL('../../../src-main/store/store.ts', import.meta.url).href)});
  const { sampleEpoch, sampleRecipe, sampleResult } = await import(${JSON.stringify(new URL('../../sample-result.ts', import.meta.url).href)});
  const store = openStore(${JSON.stringify(home)}, (message) => { throw new Error(message); });
  for (let run = 0; run <= ${RUNS}; run++) {
    const id = '${name}-' + run;
    store.createRun({ id, recipe: sampleRecipe, recipeHash: id, device: 'cpu', pid: process.pid, folder: store.home + '/runs/' + id, project: 'shared' });
    for (let epoch = 1; epoch <= ${EPOCHS}; epoch++) store.recordEpoch(id, sampleEpoch({ epoch, epochs: ${EPOCHS} }));
    store.recordOutcome(id, 'aa');
    store.saveResult(id, sampleResult({ runId: id }));
    store.listRuns();
  }
  store.backUp();
  store.deleteRun('${name}-${RUNS}');
  store.close();`;

it('several processes write to one home at once, and nothing is lost (would catch "database is locked", and a lost row)', async () => {
  const home = temporaryFolder();
  const names = ['a', 'b', 'c'];
  const run = promisify(execFile);
  await Promise.all(names.map((name) => run(process.execPath, ['--input-type=module', '--eval', writer(home, name)])));
  const store = openStore(home);
  onTestFinished(() => store.close());
  const ids = names.flatMap((name) => Array.from({ length: RUNS }, (_, index) => `${name}-${index}`));
  expect(
    store
      .listRuns('shared')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(ids);
  expect(ids.every((id) => store.listEpochs(id).length === EPOCHS)).toBe(true);
}, 60_000);
