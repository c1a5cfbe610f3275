import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { NewRun } from '../../../src-main/store/run-records.ts';
import { openStore, type Store } from '../../../src-main/store/store.ts';
import { expectError } from '../../expect-error.ts';
import { sampleEpoch, sampleRecipe, sampleResult } from '../../sample-result.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

function open(home: string): Store {
  const store = openStore(home);
  onTestFinished(() => {
    store.close();
  });
  return store;
}

function newRun(store: Store, id: string): NewRun {
  const folder = join(store.home, 'runs', id);
  return { id, recipe: sampleRecipe, recipeHash: 'hash', device: 'cpu', pid: process.pid, folder };
}

function addRun(store: Store, id: string, changes: { recipeHash?: string } = {}): void {
  store.createRun({ ...newRun(store, id), ...changes });
}

describe('runs', () => {
  it('read back after reopening exactly as they were written', () => {
    const home = temporaryFolder();
    const first = openStore(home);
    addRun(first, 'a');
    const result = sampleResult({ runId: 'a' });
    first.saveResult('a', result);
    first.close();
    const run = open(home).getRun('a');
    expect(run).toMatchObject({ id: 'a', name: sampleRecipe.name, state: 'done', error: null });
    expect(run?.recipe).toEqual(sampleRecipe);
    expect(run?.result).toEqual(result);
    expect(Date.parse(run?.finishedAt ?? '')).not.toBeNaN();
  });

  it('keep a loss that is not a number (would catch a finished run that cannot be read any more)', () => {
    const store = open(temporaryFolder());
    addRun(store, 'a');
    store.saveResult('a', sampleResult({ epochs: [sampleEpoch({ testLoss: Number.NaN })] }));
    expect(store.getRun('a')?.result?.epochs[0]?.testLoss).toBeNaN();
  });

  it('count as running while they are held, and as interrupted when not: catches a process id that came again', () => {
    const store = open(temporaryFolder());
    addRun(store, 'left');
    expect(store.getRun('left')?.state).toBe('interrupted');
    const { id, resumed, release } = store.takeOnRun(newRun(store, 'other'), false);
    expect([id, resumed]).toEqual(['left', true]);
    expect(store.getRun('left')?.state).toBe('running');
    expectError(() => store.takeOnRun(newRun(store, 'other'), false), 'busy', /left/);
    release();
    expect(store.getRun('left')?.state).toBe('interrupted');
  });

  it('are found by recipe, newest first, the finished apart from the unfinished', () => {
    const store = open(temporaryFolder());
    for (const id of ['one', 'two', 'three']) addRun(store, id);
    addRun(store, 'other', { recipeHash: 'another' });
    expect(store.findFinished('hash')).toBeUndefined();
    expect(store.findUnfinished('hash')?.id).toBe('three');
    store.saveResult('three', sampleResult());
    expect(store.findFinished('hash')?.id).toBe('three');
    expect(store.findUnfinished('hash')?.id).toBe('two');
    expect(store.listRuns().map(({ id }) => id)).toEqual(['other', 'three', 'two', 'one']);
  });

  it('forget an earlier error when they run again', () => {
    const store = open(temporaryFolder());
    addRun(store, 'a');
    store.setRunState('a', { state: 'failed', error: 'no memory left' });
    expect(store.getRun('a')).toMatchObject({ state: 'failed', error: 'no memory left' });
    store.takeOnRun(newRun(store, 'other'), false);
    expect(store.getRun('a')).toMatchObject({ state: 'running', error: null, finishedAt: null });
  });

  it('that are unknown cannot change (would catch a result lost without a word)', () => {
    const store = open(temporaryFolder());
    expectError(() => store.setRunState('ghost', { state: 'interrupted' }), 'not-found', /ghost/);
    expectError(() => store.saveResult('ghost', sampleResult()), 'not-found', /ghost/);
  });

  it('name themselves when their stored JSON is not what it should be', () => {
    const home = temporaryFolder();
    const store = open(home);
    addRun(store, 'a');
    const database = new Database(join(home, 'espalier.sqlite'));
    database.exec(`UPDATE runs SET recipe = '{"name":"x"}'`);
    database.close();
    expect(() => store.getRun('a')).toThrow(/run "a"/);
  });
});

describe('stages and epochs', () => {
  it('are replaced, not doubled, when a resumed run records them again', () => {
    const store = open(temporaryFolder());
    addRun(store, 'a');
    const stage = {
      stage: 'train',
      variant: 'base',
      seed: 1,
      key: 'k',
      startedAt: '2025-01-01T00:00:00.000Z',
    } as const;
    store.recordStage('a', { ...stage, state: 'running', finishedAt: null, seconds: null });
    const ended = { ...stage, state: 'done', finishedAt: '2025-01-01T00:00:09.000Z', seconds: 9 } as const;
    store.recordStage('a', ended);
    expect(store.listStages('a')).toEqual([ended]);
    store.recordEpoch('a', sampleEpoch({ testLoss: 3 }));
    store.recordEpoch('a', sampleEpoch({ testLoss: 2 }));
    store.recordEpoch('a', sampleEpoch({ epoch: 2, trainLoss: Number.NaN }));
    expect(store.listEpochs('a')).toEqual([
      sampleEpoch({ testLoss: 2 }),
      sampleEpoch({ epoch: 2, trainLoss: Number.NaN }),
    ]);
  });

  it('need their run (would catch foreign keys switched off)', () => {
    const store = open(temporaryFolder());
    expect(() => {
      store.recordEpoch('ghost', sampleEpoch());
    }).toThrow(/FOREIGN KEY/);
  });
});

describe('artifacts', () => {
  it('lie under the hash of their content, once for equal files, with nothing temporary left', () => {
    const home = temporaryFolder();
    const store = open(home);
    addRun(store, 'a');
    addRun(store, 'b');
    const source = join(home, 'network.ONNX');
    writeFileSync(source, 'abc');
    const kept = store.recordArtifact('a', 'export/pruned.onnx', source);
    store.recordArtifact('b', 'export/base.onnx', source);
    // SHA-256 of "abc": FIPS 180-2, appendix B.1.
    const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(kept).toEqual({
      role: 'export/pruned.onnx',
      sha256,
      bytes: 3,
      path: join(home, 'artifacts', 'ba', `${sha256}.onnx`),
    });
    expect(readFileSync(kept.path, 'utf8')).toBe('abc');
    expect(readdirSync(join(home, 'artifacts', 'ba'))).toEqual([`${sha256}.onnx`]);
    expect(store.listArtifacts('a')).toEqual([kept]);
    expect(store.listArtifacts('b')).toEqual([{ ...kept, role: 'export/base.onnx' }]);
  });

  it('replace the earlier one of the same role and keep both files', () => {
    const home = temporaryFolder();
    const store = open(home);
    addRun(store, 'a');
    const [old, fresh] = ['old', 'new'].map((content) => {
      const source = join(home, content);
      writeFileSync(source, content);
      return store.recordArtifact('a', 'report', source);
    });
    expect(store.listArtifacts('a')).toEqual([fresh]);
    expect(statSync(old?.path ?? '').size).toBe(3);
  });

  it('repair a truncated copy when the file is stored again', () => {
    const home = temporaryFolder();
    const store = open(home);
    addRun(store, 'a');
    const source = join(home, 'network.onnx');
    writeFileSync(source, 'abc');
    const { path } = store.recordArtifact('a', 'r', source);
    writeFileSync(path, 'a');
    const again = join(home, 'again.onnx');
    writeFileSync(again, 'abc');
    store.recordArtifact('a', 'r', again);
    expect(readFileSync(path, 'utf8')).toBe('abc');
  });
});

describe('openStore', () => {
  it('refuses a newer schema and leaves the file byte for byte', () => {
    const home = temporaryFolder();
    openStore(home).close();
    const file = join(home, 'espalier.sqlite');
    const database = new Database(file);
    database.pragma('user_version = 9999');
    database.close();
    const before = readFileSync(file);
    expectError(() => openStore(home), 'bad-home', /newer Espalier/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('is safe when several processes make the same home at once (would catch a lost migration or "database is locked")', async () => {
    const home = temporaryFolder();
    const store = new URL('../../../src-main/store/store.ts', import.meta.url).href;
    const script = `const { openStore } = await import(${JSON.stringify(store)}); openStore(${JSON.stringify(home)}).close();`;
    const run = promisify(execFile);
    await Promise.all(
      Array.from({ length: 4 }, () => run(process.execPath, ['--input-type=module', '--eval', script])),
    );
    expect(open(home).listRuns()).toEqual([]);
  }, 30_000);
});
