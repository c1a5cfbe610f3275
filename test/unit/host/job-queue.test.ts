import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createHost } from '../../../src-main/host/create-host.ts';
import type { Host } from '../../../src-main/host/host.ts';
import { recipeHash } from '../../../src-main/engine/recipe-hash.ts';
import { openStore } from '../../../src-main/store/store.ts';
import type { HostEvent } from '../../../src-shared/host-event.ts';
import type { Job } from '../../../src-shared/job.ts';
import { expectError } from '../../expect-error.ts';
import { sampleRecipe, sampleResult } from '../../sample-result.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

/** A host whose queue is held, so that no engine starts. */
function openHeld(home = temporaryFolder()): Host {
  const host = createHost(home);
  onTestFinished(() => host.close());
  host.queue.hold(true);
  return host;
}

function add(host: Host, name: string): Job {
  return host.queue.add({ recipe: { ...sampleRecipe, name }, project: 'mine', again: false });
}

function states(host: Host): string[] {
  return host.queue.read().jobs.map(({ name, state }) => `${name} ${state}`);
}

/** Records a run of the sample recipe that has ended in this state. */
function addRun(home: string, id: string, ending: 'done' | 'interrupted'): void {
  const store = openStore(home);
  const folder = join(home, 'runs', id);
  const recipeHashOfSample = recipeHash(sampleRecipe);
  store.createRun({ id, recipe: sampleRecipe, recipeHash: recipeHashOfSample, device: 'cpu', pid: 1, folder });
  if (ending === 'done') store.saveResult(id, sampleResult({ runId: id }));
  else store.setRunState(id, { state: 'interrupted' });
  store.close();
}

describe('the queue of a home', () => {
  it('is empty and makes nothing where there is no home yet', () => {
    const host = createHost(join(temporaryFolder(), 'none'));
    expect(host.queue.read()).toEqual({ held: false, jobs: [] });
    host.close();
  });

  it('lets jobs be paused, resumed, moved and cancelled while they wait, and tells every change', () => {
    const host = openHeld();
    const told: string[][] = [];
    host.onEvent((event: HostEvent) => {
      if (event.topic === 'queue') told.push(event.queue.jobs.map(({ name, state }) => `${name} ${state}`));
    });
    const [a, b, c] = [add(host, 'a'), add(host, 'b'), add(host, 'c')];
    host.queue.pause(a.id);
    host.queue.move(c.id, 0);
    expect(states(host)).toEqual(['c waiting', 'b waiting', 'a paused']);
    host.queue.resume(a.id);
    host.queue.cancel(b.id);
    expect(states(host)).toEqual(['a waiting', 'c waiting']);
    expect(told).toHaveLength(7);
    expect(told.at(-1)).toEqual(states(host));
  });

  it('says why a job can’t be what is asked, and of one that is not there', () => {
    const host = openHeld();
    const { id } = add(host, 'a');
    expectError(() => host.queue.resume(id), 'bad-usage', /"a" is waiting; it can't be resumed/);
    host.queue.pause(id);
    expectError(() => host.queue.move(id, 0), 'bad-usage', /is paused/);
    host.queue.cancel(id);
    expectError(() => host.queue.pause(id), 'bad-usage', /is cancelled/);
    expectError(() => host.queue.cancel('other'), 'not-found', /no job/);
    expectError(() => host.queue.resumeRun('other'), 'not-found', /no run/);
  });

  it('has a recipe done at once that was run before, unless it shall be run again', () => {
    const home = temporaryFolder();
    addRun(home, 'r', 'done');
    const host = openHeld(home);
    const known = host.queue.add({ recipe: sampleRecipe, project: 'mine', again: false });
    expect(known).toMatchObject({ state: 'done', runId: 'r' });
    const anew = host.queue.add({ recipe: sampleRecipe, project: 'mine', again: true });
    expect(anew).toMatchObject({ state: 'waiting', runId: null });
    expectError(() => host.queue.resumeRun('r'), 'bad-usage', /is done/);
  });

  it('puts an interrupted run at the front once, however often it is asked (would catch two jobs on one run)', () => {
    const home = temporaryFolder();
    addRun(home, 'r', 'interrupted');
    const host = openHeld(home);
    add(host, 'a');
    const job = host.queue.resumeRun('r');
    expect(job).toMatchObject({ state: 'waiting', runId: 'r', project: 'default' });
    expect(host.queue.resumeRun('r').id).toBe(job.id);
    expect(states(host)).toEqual([`${sampleRecipe.name} waiting`, 'a waiting']);
  });

  it('belongs to one host at a time; the next one finds it held, with what was waiting', () => {
    const home = temporaryFolder();
    const first = openHeld(home);
    const { id } = add(first, 'a');
    const second = createHost(home);
    onTestFinished(() => second.close());
    expect(states(second)).toEqual(['a waiting']);
    expectError(() => second.queue.cancel(id), 'busy', /another window or server/);
    first.queue.hold(true);
    first.close();
    expect(second.queue.read()).toMatchObject({ held: true, jobs: [{ state: 'waiting' }] });
    second.queue.cancel(id);
    expect(states(second)).toEqual([]);
  });

  it('fails a job whose recipe can’t be carried out with the reason, begins no run, and goes on with the next', async () => {
    const host = openHeld();
    const missing = { kind: 'cifar10', path: '/nowhere' } as const;
    const recipe = { ...sampleRecipe, dataset: missing };
    const first = host.queue.add({ recipe, project: 'mine', again: false });
    const second = host.queue.add({ recipe: { ...recipe, name: 'second' }, project: 'mine', again: false });
    const failed = new Promise<void>((resolve) => {
      host.onEvent((event) => {
        if (event.topic === 'queue' && event.queue.jobs.every(({ state }) => state === 'failed')) resolve();
      });
    });
    host.queue.hold(false);
    await failed;
    for (const job of host.queue.read().jobs) {
      expect(job).toMatchObject({ runId: null, error: { code: 'bad-dataset' } });
      expect(job.error?.message).toContain('/nowhere');
    }
    expect(host.queue.read().jobs.map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(host.listRuns()).toEqual([]);
  });
});
