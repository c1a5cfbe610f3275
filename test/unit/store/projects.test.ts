import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockRun } from '../../../src-main/store/run-lock.ts';
import { openStore, type Store } from '../../../src-main/store/store.ts';
import { parseRecipe, type Recipe } from '../../../src-shared/recipe.ts';
import { expectError } from '../../expect-error.ts';
import { sampleRecipe, sampleResult, sampleVariant } from '../../sample-result.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

function open(home: string = temporaryFolder()): Store {
  const store = openStore(home);
  onTestFinished(() => store.close());
  return store;
}

function addRun(store: Store, id: string, project?: string, recipe: Recipe = sampleRecipe): void {
  const folder = join(store.home, 'runs', id);
  const run = { id, recipe, recipeHash: id, device: 'cpu', pid: process.pid, folder } as const;
  store.createRun(project === undefined ? run : { ...run, project });
}

function network(store: Store, name: string, content: string): string {
  const file = join(store.home, name);
  writeFileSync(file, content);
  return file;
}

describe('runs of projects', () => {
  it('are counted and listed by project, the default one for those that name none', () => {
    const store = open();
    addRun(store, 'one');
    addRun(store, 'two', 'drones');
    addRun(store, 'three', 'drones');
    store.saveResult('three', sampleResult({ runId: 'three' }));
    expect(store.listRuns('drones').map(({ id, project }) => [id, project])).toEqual([
      ['three', 'drones'],
      ['two', 'drones'],
    ]);
    expect(store.listProjects()).toMatchObject([
      { name: 'drones', runs: 2, datasets: 1 },
      { name: 'default', runs: 1, datasets: 0 },
    ]);
    store.moveRun('one', 'drones');
    expect(store.listRuns('default')).toEqual([]);
    expectError(() => store.moveRun('ghost', 'new'), 'not-found', /ghost/);
    expect(store.listProjects().map(({ name }) => name)).not.toContain('new');
  });

  it('follow a rename, and no two projects get one name (would catch projects mixed by mistake)', () => {
    const store = open();
    addRun(store, 'one', 'a');
    addRun(store, 'two', 'b');
    expectError(() => store.renameProject('a', 'b'), 'bad-usage', /"b" already/);
    expectError(() => store.renameProject('ghost', 'c'), 'not-found', /ghost/);
    store.renameProject('a', 'c');
    expect(store.listRuns('c').map(({ id }) => id)).toEqual(['one']);
  });
});

describe('lineage', () => {
  it('says which run made the network that another starts from, by its content', () => {
    const store = open();
    addRun(store, 'maker');
    const file = network(store, 'pruned.onnx', 'abc');
    // SHA-256 of "abc": FIPS 180-2, appendix B.1.
    const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    const files = [{ format: 'onnx', path: file, bytes: 3, sha256 }] as const;
    store.saveResult(
      'maker',
      sampleResult({ variants: [sampleVariant('base', { files: [] }), sampleVariant('pruned', { files })] }),
    );
    const recipe = parseRecipe({ ...sampleRecipe, network: { kind: 'onnx', path: file } });
    addRun(store, 'taker', 'other', recipe);
    store.recordInitialNetwork('taker', file);
    const [taker] = store.listRuns('other').map((run) => store.describeLineage(run));
    expect(taker?.initial).toEqual({
      sha256,
      name: expect.stringContaining(', pruned'),
      madeBy: { run: 'maker', variant: 'pruned' },
    });
  });
});

describe('deleting a run', () => {
  it('takes its rows, folder and files, and leaves what another run has too', () => {
    const store = open();
    for (const id of ['gone', 'kept']) {
      addRun(store, id);
      store.saveResult(id, sampleResult({ runId: id }));
    }
    store.recordArtifact('gone', 'report', network(store, 'own', 'only one'));
    store.recordArtifact('gone', 'export', network(store, 'shared', 'of both'));
    const shared = store.recordArtifact('kept', 'export', network(store, 'shared again', 'of both'));
    store.deleteRun('gone');
    expect(store.listRuns().map(({ id }) => id)).toEqual(['kept']);
    expect(store.listArtifacts('kept')).toEqual([shared]);
    const files = readdirSync(join(store.home, 'artifacts'), { recursive: true, withFileTypes: true });
    expect(files.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([
      shared.path.split(/[\\/]/).at(-1),
    ]);
    expect(existsSync(join(store.home, 'runs', 'gone'))).toBe(false);
    expectError(() => store.deleteRun('gone'), 'not-found', /gone/);
  });

  it('that is being carried out is refused, and changes nothing', () => {
    const store = open();
    addRun(store, 'a');
    const lock = lockRun(join(store.home, 'runs', 'a'));
    expectError(() => store.deleteRun('a'), 'busy', /being carried out/);
    lock?.release();
    expect(store.listRuns()).toHaveLength(1);
  });
});
