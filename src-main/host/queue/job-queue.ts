import { join } from 'node:path';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { RunEvent } from '../../../src-shared/event.ts';
import type { Job, JobState, Queue } from '../../../src-shared/job.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import { recipeHash } from '../../engine/recipe-hash.ts';
import { takeFileLock, type FileLock } from '../../store/file-lock.ts';
import type { Store } from '../../store/store.ts';
import type { EventHub } from '../event-hub.ts';
import type { Workplace } from '../run-recipe.ts';
import { startJob, type RunningJob } from './start-job.ts';

type Progress = Extract<RunEvent, { event: 'progress' }>;

/**
 * The queue of a home. The database is what counts; of several processes on one home, the first to look at the queue works it until it ends.
 * Everything but reading throws `busy` in the others, `not-found` of a job that is not there, and `bad-usage` of one whose state does not allow it.
 */
export interface JobQueue {
  read(): Queue;
  /** Puts a recipe at the end. Where it was run before and shall not be again, the job is done at once. */
  add(job: { readonly recipe: Recipe; readonly project: string; readonly again: boolean }): Job;
  /** Puts an interrupted or failed run at the front. */
  resumeRun(runId: string): Job;
  pause(id: string): void;
  resume(id: string): void;
  cancel(id: string): void;
  move(id: string, to: number): void;
  hold(held: boolean): void;
  /** The newest progress of a run that this process carries out. */
  progressOf(runId: string): Progress | null;
  /** Tells whoever listens how the queue is now. */
  announce(): void;
  /** Stops the running job, which the next process finds interrupted. */
  close(): void;
}

/** @param workplace where the runs are carried out */
export function createJobQueue(workplace: Workplace, events: EventHub): JobQueue {
  const { home, existingStore, writableStore } = workplace;
  let lock: FileLock | undefined;
  let running: RunningJob | undefined;
  let closed = false;

  /** Takes the queue over where no other process has it, and gives whether this one does. */
  function takeOver(store: Store): boolean {
    if (lock !== undefined) return true;
    lock = takeFileLock(join(home, 'queue.lock'), 0);
    if (lock === undefined) return false;
    store.recoverQueue();
    return true;
  }

  function ownStore(): Store {
    const store = writableStore();
    if (takeOver(store)) return store;
    throw new EspalierError(
      'busy',
      `another window or server of Espalier works the queue of ${home}; use that one, or close it first`,
    );
  }

  function announce(): void {
    const store = existingStore();
    if (store !== undefined) events.tell({ topic: 'queue', queue: store.readQueue() });
  }

  function begin(store: Store): void {
    if (running !== undefined || closed) return;
    const job = store.startNextJob();
    if (job === undefined) return;
    running = startJob(job, store, workplace, {
      tell: (event, runId) => events.tell({ topic: 'run', runId, event }),
      onRun: announceAll,
      isClosed: () => closed,
      onEnd() {
        running = undefined;
        begin(store);
        announceAll();
      },
    });
  }

  function announceAll(): void {
    announce();
    events.tell({ topic: 'runs' });
  }

  /** To be called whenever the queue has changed: the next job may begin. */
  function change(store: Store): void {
    begin(store);
    announce();
  }

  function expectState(job: Job, wanted: readonly JobState[], deed: string): void {
    if (wanted.includes(job.state)) return;
    throw new EspalierError('bad-usage', `"${job.name}" is ${job.state}; it can't be ${deed}`);
  }

  /** Lets a running job stop after its step; what waits or has stopped becomes at once what it shall be. */
  function stop(id: string, stopping: 'pause' | 'cancel'): void {
    const store = ownStore();
    if (running !== undefined && store.getJob(id).state === 'running') {
      store.askJobToStop(id, stopping);
      running.stop();
    } else {
      store.endJob(id, { state: stopping === 'pause' ? 'paused' : 'cancelled' });
    }
    change(store);
  }

  return {
    read() {
      const store = existingStore();
      if (store === undefined) return { held: false, jobs: [] };
      takeOver(store);
      return store.readQueue();
    },
    add({ recipe, project, again }) {
      const store = ownStore();
      const finished = again ? undefined : store.findFinished(recipeHash(recipe));
      const job = { recipe, project, again, runId: finished?.id ?? null };
      const added = store.addJob(job, finished === undefined ? 'last' : 'done');
      change(store);
      return store.getJob(added.id);
    },
    resumeRun(runId) {
      const store = ownStore();
      const run = store.getOverview(runId);
      const queued = store.findJobOfRun(runId);
      if (queued?.state === 'running' || run.state === 'running') {
        throw new EspalierError('busy', `run ${runId} is being carried out`);
      }
      if (run.state === 'done')
        throw new EspalierError('bad-usage', `run ${runId} is done; there is nothing to resume`);
      if (queued !== undefined) store.requeueJob(queued.id);
      const { id } = queued ?? addResumption(store, runId, run.project);
      change(store);
      return store.getJob(id);
    },
    pause(id) {
      const job = ownStore().getJob(id);
      expectState(job, ['running', 'waiting'], 'paused');
      if (job.stopping === null) stop(id, 'pause');
    },
    resume(id) {
      const store = ownStore();
      expectState(store.getJob(id), ['paused', 'interrupted', 'failed'], 'resumed');
      store.requeueJob(id);
      change(store);
    },
    cancel(id) {
      expectState(ownStore().getJob(id), ['running', 'waiting', 'paused', 'interrupted', 'failed'], 'cancelled');
      stop(id, 'cancel');
    },
    move(id, to) {
      const store = ownStore();
      expectState(store.getJob(id), ['waiting'], 'moved');
      store.moveJob(id, to);
      change(store);
    },
    hold(held) {
      const store = ownStore();
      store.holdQueue(held);
      change(store);
    },
    progressOf: (runId) => (running?.runId() === runId ? running.progress() : null),
    announce,
    close() {
      closed = true;
      running?.stop();
      lock?.release();
    },
  };
}

function addResumption(store: Store, runId: string, project: string): Job {
  const run = store.getRun(runId);
  if (run === undefined) throw new EspalierError('not-found', `there is no run "${runId}"`);
  return store.addJob({ recipe: run.recipe, project, again: false, runId }, 'first');
}
