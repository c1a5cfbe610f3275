import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore, type Store } from '../../../src-main/store/store.ts';
import type { Job } from '../../../src-shared/job.ts';
import { expectError } from '../../expect-error.ts';
import { sampleRecipe, sampleResult } from '../../sample-result.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

function open(home = temporaryFolder()): Store {
  const store = openStore(home);
  onTestFinished(() => store.close());
  return store;
}

function add(store: Store, name: string, changes: { place?: 'first' | 'last'; runId?: string } = {}): Job {
  const { place = 'last', runId = null } = changes;
  return store.addJob({ recipe: { ...sampleRecipe, name }, project: 'mine', again: false, runId }, place);
}

function addRun(store: Store, id: string): void {
  const folder = join(store.home, 'runs', id);
  store.createRun({ id, recipe: sampleRecipe, recipeHash: id, device: 'cpu', pid: 1, folder });
}

function names(store: Store): string[] {
  return store.readQueue().jobs.map(({ name }) => name);
}

describe('the queue in the store', () => {
  it('keeps its order over additions, moves and reopening', () => {
    const home = temporaryFolder();
    const first = openStore(home);
    const [, b, c] = ['a', 'b', 'c', 'd'].map((name) => add(first, name));
    add(first, 'urgent', { place: 'first' });
    expect(names(first)).toEqual(['urgent', 'a', 'b', 'c', 'd']);
    first.moveJob(c?.id ?? '', 0);
    expect(names(first)).toEqual(['c', 'urgent', 'a', 'b', 'd']);
    first.moveJob(b?.id ?? '', 99);
    first.moveJob(c?.id ?? '', 2);
    first.close();
    expect(names(open(home))).toEqual(['urgent', 'a', 'c', 'd', 'b']);
  });

  it('starts one job at a time, in order, and none while it is held', () => {
    const store = open();
    const a = add(store, 'a');
    const b = add(store, 'b');
    store.holdQueue(true);
    expect(store.startNextJob()).toBeUndefined();
    store.holdQueue(false);
    expect(store.startNextJob()).toMatchObject({ id: a.id, recipe: { name: 'a' }, project: 'mine', again: false });
    expect(store.startNextJob()).toBeUndefined();
    store.endJob(a.id, { state: 'failed', code: 'diverged', message: 'too steep' });
    expect(store.getJob(a.id)).toMatchObject({ state: 'failed', error: { code: 'diverged', message: 'too steep' } });
    expect(store.startNextJob()?.id).toBe(b.id);
    expect(names(store)).toEqual(['b', 'a']);
  });

  it('lets a job that is resumed go before all that wait, its failure forgotten', () => {
    const store = open();
    const a = add(store, 'a');
    store.startNextJob();
    store.endJob(a.id, { state: 'failed', code: 'engine-crashed', message: 'gone' });
    add(store, 'b');
    store.requeueJob(a.id);
    expect(names(store)).toEqual(['a', 'b']);
    expect(store.getJob(a.id)).toMatchObject({ state: 'waiting', error: null });
  });

  it('shows neither what is done nor what is cancelled, and no job of a run or project that is deleted', () => {
    const store = open();
    addRun(store, 'r');
    const [a, b] = [add(store, 'a'), add(store, 'b')];
    add(store, 'c', { runId: 'r' });
    store.endJob(a.id, { state: 'done', runId: 'r' });
    store.endJob(b.id, { state: 'cancelled' });
    expect(names(store)).toEqual(['c']);
    expect(store.getJob(a.id)).toMatchObject({ state: 'done', runId: 'r' });
    store.deleteRun('r');
    expect(names(store)).toEqual([]);
    add(store, 'd');
    store.deleteEmptyProject('mine');
    expect(names(store)).toEqual([]);
    expectError(() => store.getJob(a.id), 'not-found', /no job/);
  });

  it.each([
    ['interrupted', null],
    ['paused', 'pause'],
    ['cancelled', 'cancel'],
  ] as const)('left behind by a process that is gone makes its running job %s', (state, stopping) => {
    const home = temporaryFolder();
    const left = openStore(home);
    const running = add(left, 'a');
    const waiting = add(left, 'b');
    left.startNextJob();
    if (stopping !== null) left.askJobToStop(running.id, stopping);
    left.close();
    const store = open(home);
    store.recoverQueue();
    expect(store.getJob(running.id)).toMatchObject({ state, stopping: null });
    expect(store.getJob(waiting.id).state).toBe('waiting');
    expect(store.readQueue().held).toBe(true);
  });

  it('left behind between the end of a run and that of its job has it done (would catch a finished run begun again)', () => {
    const store = open();
    addRun(store, 'r');
    const job = add(store, 'a', { runId: 'r' });
    store.startNextJob();
    store.saveResult('r', sampleResult({ runId: 'r' }));
    store.recoverQueue();
    expect(store.getJob(job.id).state).toBe('done');
    expect(store.readQueue()).toEqual({ held: false, jobs: [] });
  });
});
