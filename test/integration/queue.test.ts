import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createHost } from '../../src-main/host/create-host.ts';
import { forkEngine } from '../../src-main/host/engine/fork-engine.ts';
import { hostReplySchema, isHostNews } from '../../src-main/host/host-message.ts';
import type { Host } from '../../src-main/host/host.ts';
import { runResultSchema } from '../../src-shared/result-schema.ts';
import type { HostEvent } from '../../src-shared/host-event.ts';
import type { Job } from '../../src-shared/job.ts';
import { parseRecipe } from '../../src-shared/recipe.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { lossesOf, outcome } from './run-outcome.ts';
import { tinyRecipe } from './tiny-recipe.ts';

/** An epoch of many steps, so that a stop falls inside one. */
const recipe = {
  ...tinyRecipe,
  dataset: { kind: 'generated', train: 1500, test: 100 },
  train: { epochs: 2, batchSize: 10, learningRate: 0.02 },
  finetune: { steps: 4, batchSize: 50 },
  export: [],
};
const STEPS = 300;
const job = { recipe: parseRecipe(recipe), project: 'mine', again: false };

interface WatchedHost {
  readonly host: Host;
  /** Of the engine started last. */
  readonly enginePid: () => number;
}

function openHost(home = temporaryFolder()): WatchedHost {
  let pid: number | undefined;
  const host = createHost(home, (entry) => {
    const child = forkEngine(entry);
    ({ pid } = child);
    return child;
  });
  onTestFinished(() => host.close());
  return {
    host,
    enginePid() {
      if (pid === undefined) throw new Error('no engine was started');
      return pid;
    },
  };
}

/** Resolves with the first event that is accepted, from now on. */
function nextEvent(host: Host, accept: (event: HostEvent) => boolean): Promise<HostEvent> {
  return new Promise((resolve) => {
    const stop = host.onEvent((event) => {
      if (!accept(event)) return;
      stop();
      resolve(event);
    });
  });
}

async function untilState(host: Host, id: string, state: Job['state']): Promise<Job> {
  const isThere = (): Job | undefined => host.queue.read().jobs.find((one) => one.id === id && one.state === state);
  const there = isThere();
  if (there !== undefined) return there;
  await nextEvent(host, (event) => event.topic === 'queue' && isThere() !== undefined);
  return untilState(host, id, state);
}

/** Resolves once the queue is empty, with the result of the only run. */
async function untilResult(host: Host): Promise<ReturnType<typeof runResultSchema.parse>> {
  if (host.queue.read().jobs.length > 0) {
    await nextEvent(host, (event) => event.topic === 'queue' && event.queue.jobs.length === 0);
  }
  expect(host.listRuns()).toHaveLength(1);
  return runResultSchema.parse(host.findRun('tiny').result);
}

/** Whether steps of an epoch's middle have just been reported. */
function isMidEpoch(event: HostEvent): boolean {
  if (event.topic !== 'run' || event.event.event !== 'progress') return false;
  const { stage, done } = event.event;
  return stage === 'train' && done % (STEPS / 2) > 5 && done % (STEPS / 2) < 100;
}

/** The losses of all training steps, as they are in the store. */
function curveOf(host: Host): number[] {
  const [curve] = host.readCurves(host.findRun('tiny').id, { points: 5000 });
  expect(curve).toMatchObject({ stage: 'train', recorded: STEPS, total: STEPS });
  return [...(curve?.mean ?? [])];
}

let uninterrupted: Promise<{ result: Awaited<ReturnType<typeof untilResult>>; curve: number[] }> | undefined;

function runThrough(): NonNullable<typeof uninterrupted> {
  return (uninterrupted ??= (async () => {
    const { host } = openHost();
    host.queue.add(job);
    return { result: await untilResult(host), curve: curveOf(host) };
  })());
}

async function expectSameAsUninterrupted(host: Host): Promise<void> {
  const result = await untilResult(host);
  const whole = await runThrough();
  expect(outcome(result)).toEqual(outcome(whole.result));
  expect(lossesOf(result)).toEqual(lossesOf(whole.result));
  expect(curveOf(host)).toEqual(whole.curve);
}

describe('a job', () => {
  it('paused inside an epoch goes on from that very step to the same result, bit for bit, every step’s loss once', async () => {
    const { host } = openHost();
    const { id } = host.queue.add(job);
    await nextEvent(host, isMidEpoch);
    host.queue.pause(id);
    expect(host.queue.read().jobs).toMatchObject([{ state: 'running', stopping: 'pause' }]);
    const { runId } = await untilState(host, id, 'paused');
    const before = host.showRun(runId ?? '');
    expect(before.overview.state).toBe('interrupted');
    const recorded = host.readCurves(runId ?? '', { points: 10 })[0]?.recorded ?? 0;
    host.queue.resume(id);
    await expectSameAsUninterrupted(host);
    const { log, scales, certificates, plan, stages } = host.showRun(runId ?? '');
    const inEpoch = recorded % (STEPS / 2);
    expect(log.map(({ message }) => message)).toContain(
      `base goes on from its checkpoint after step ${inEpoch} of epoch ${Math.ceil(recorded / (STEPS / 2))}`,
    );
    expect(new Set(scales.map(({ stage, variant, epoch }) => `${stage} ${variant} ${epoch}`)).size).toBe(4);
    expect(certificates).toHaveLength(13);
    expect(plan).toHaveLength(13);
    expect(stages.every(({ state }) => state === 'done')).toBe(true);
  });

  it.skipIf(process.platform === 'win32')(
    'whose engine was killed fails with the reason, and goes on to the same result when it is resumed',
    async () => {
      const { host, enginePid } = openHost();
      const { id } = host.queue.add(job);
      await nextEvent(host, (event) => event.topic === 'run' && event.event.event === 'epoch');
      process.kill(enginePid(), 'SIGKILL');
      const failed = await untilState(host, id, 'failed');
      expect(failed.error).toMatchObject({ code: 'engine-crashed', message: expect.stringContaining('SIGKILL') });
      expect(host.findRun('tiny').state).toBe('failed');
      expect(host.showRun(failed.runId ?? '').log.at(-1)).toMatchObject({ level: 'error' });
      host.queue.resume(id);
      await expectSameAsUninterrupted(host);
    },
  );

  it('that is cancelled leaves the queue after its step, the next begins, and its run can be resumed', async () => {
    const { host } = openHost();
    const { id } = host.queue.add(job);
    await nextEvent(host, isMidEpoch);
    const next = host.queue.add({ ...job, recipe: parseRecipe({ ...recipe, name: 'next', seed: 2 }) });
    host.queue.cancel(id);
    expect((await untilState(host, next.id, 'running')).name).toBe('next');
    expect(host.queue.read().jobs.map((one) => one.id)).toEqual([next.id]);
    expect(host.findRun('tiny').state).toBe('interrupted');
    host.queue.cancel(next.id);
    const again = host.queue.resumeRun(host.findRun('tiny').id);
    expect((await untilState(host, again.id, 'running')).runId).toBe(host.findRun('tiny').id);
    host.queue.cancel(again.id);
    await nextEvent(host, (event) => event.topic === 'queue' && event.queue.jobs.length === 0);
  });
});

/** The host as a process of its own, as fronts of the window start it. */
function startHostProcess(home: string): {
  child: ChildProcess;
  ask: (route: string, input: object) => Promise<unknown>;
} {
  const entry = fileURLToPath(new URL('../../src-main/host/host-process.ts', import.meta.url));
  const child = fork(entry, [], { env: { ...process.env, ESPALIER_HOME: home } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let requests = 0;
  return {
    child,
    ask: (route, input) =>
      new Promise((resolve) => {
        const id = requests++;
        child.on('message', (message) => {
          const reply = hostReplySchema.safeParse(message).data;
          if (reply?.id === id) resolve(reply.answer.ok ? reply.answer.data : reply.answer.error);
        });
        child.send({ id, route, input });
      }),
  };
}

function untilMidEpoch(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('message', (message) => {
      if (isHostNews(message) && isMidEpoch(message.event)) resolve();
    });
  });
}

describe.skipIf(process.platform === 'win32')('a host', () => {
  it('that was killed in mid-run is followed by one that finds the job interrupted, the others held, and goes on', async () => {
    const home = temporaryFolder();
    const { child, ask } = startHostProcess(home);
    await ask('jobs.add', { recipe, project: 'mine' });
    await untilMidEpoch(child);
    await ask('jobs.add', { recipe: { ...recipe, name: 'waiting', seed: 9 }, project: 'mine' });
    const gone = new Promise((resolve) => child.on('exit', resolve));
    child.kill('SIGKILL');
    await gone;

    const { host } = openHost(home);
    const { held, jobs } = host.queue.read();
    expect(held).toBe(true);
    expect(jobs.map(({ name, state }) => [name, state])).toEqual([
      ['waiting', 'waiting'],
      ['tiny', 'interrupted'],
    ]);
    const [waiting, interrupted] = jobs;
    host.queue.cancel(waiting?.id ?? '');
    host.queue.resume(interrupted?.id ?? '');
    host.queue.hold(false);
    const result = await untilResult(host);
    expect(outcome(result)).toEqual(outcome((await runThrough()).result));
    expect(result.runId).toBe(interrupted?.runId);
  });

  it('leaves alone a run that another process carries out (would catch two engines on one run)', async () => {
    const home = temporaryFolder();
    const { child, ask } = startHostProcess(home);
    await ask('jobs.add', { recipe, project: 'mine' });
    await untilMidEpoch(child);
    const { host } = openHost(home);
    expect(host.queue.read().jobs).toMatchObject([{ state: 'running' }]);
    expect(() => host.queue.add(job)).toThrow(/another window or server/);
    await expect(host.run(job.recipe, { onEvent: () => undefined })).rejects.toMatchObject({ code: 'busy' });
  });
});
