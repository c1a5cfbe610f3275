import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createHost } from '../../src-main/host/create-host.ts';
import type { Host } from '../../src-main/host/host.ts';
import type { RunEvent } from '../../src-shared/event.ts';
import { parseRecipe } from '../../src-shared/recipe.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { outcome } from './run-outcome.ts';
import { tinyRecipe } from './tiny-recipe.ts';

const recipe = parseRecipe(tinyRecipe);

function openHost(home: string): Host {
  const host = createHost(home);
  onTestFinished(() => host.close());
  return host;
}

it('a project restored on another machine is found finished, and its stages are taken over (would catch paths and keys of the old home)', async () => {
  const [here, there] = [temporaryFolder(), join(temporaryFolder(), 'new')];
  const host = openHost(here);
  const { runId } = await host.run(recipe, { onEvent: () => undefined, project: 'mine' });
  const file = join(temporaryFolder(), 'mine.tgz');
  expect(await host.archiveProject('mine', file, { withoutStages: false })).toMatchObject({ runs: 1 });
  const before = host.findRun(runId).result;
  host.close();
  rmSync(here, { recursive: true });

  const other = openHost(there);
  expect(await other.restoreProject(file)).toMatchObject({ project: 'mine', runs: [runId], missingDatasets: [] });
  const { result } = other.findRun('tiny');
  expect(outcome(result ?? undefined)).toEqual(outcome(before ?? undefined));
  expect(result?.variants.flatMap(({ files }) => files).every(({ path }) => path.startsWith(there))).toBe(true);
  expect(other.showProject('mine').lineage[0]?.networks.map(({ variant }) => variant)).toEqual([
    'base',
    'pruned',
    'sketch',
  ]);

  const again: RunEvent[] = [];
  await other.run(recipe, { onEvent: (event) => again.push(event) });
  expect(again.map(({ event }) => event)).toEqual(['note', 'result']);

  const anew: RunEvent[] = [];
  await other.run(recipe, { onEvent: (event) => anew.push(event), again: true });
  const trained = anew.filter((event) => event.event === 'stage-end' && event.stage === 'train');
  expect(trained).toMatchObject([{ reused: true }]);
});
