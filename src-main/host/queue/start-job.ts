import { toEspalierError } from '../../../src-shared/errors.ts';
import type { RunEvent } from '../../../src-shared/event.ts';
import { parseRecipe } from '../../../src-shared/recipe.ts';
import type { JobEnding, StartedJob } from '../../store/job-records.ts';
import type { Store } from '../../store/store.ts';
import { runRecipe, type Workplace } from '../run-recipe.ts';
import { gatherProgress } from './gather-progress.ts';

type Progress = Extract<RunEvent, { event: 'progress' }>;

/** A job that an engine carries out. */
export interface RunningJob {
  /** Undefined until the engine has found that the recipe can be carried out. */
  runId(): string | undefined;
  /** The newest, once there is one. */
  progress(): Progress | null;
  /** Lets the engine stop after its current step. */
  stop(): void;
}

export interface JobListener {
  tell(event: RunEvent, runId: string): void;
  /** The job has its run. */
  onRun(): void;
  /** The job has ended, and how is in the store. */
  onEnd(): void;
  /** Whether the host is being closed, its store with it. */
  isClosed(): boolean;
}

/** Carries out a job that the store has marked as running, and writes down how it ends. Never throws. */
export function startJob(job: StartedJob, store: Store, workplace: Workplace, listener: JobListener): RunningJob {
  const abort = new AbortController();
  let runId: string | undefined;
  let progress: Progress | null = null;
  const tell = gatherProgress((event) => {
    if (runId !== undefined) listener.tell(event, runId);
  });

  function hear(event: RunEvent, id: string): void {
    if (runId === undefined) {
      runId = id;
      store.setJobRun(job.id, id);
      listener.onRun();
    }
    if (event.event === 'progress') progress = event;
    else if (event.event === 'stage-end') progress = null;
    tell(event);
  }

  async function carryOut(): Promise<JobEnding> {
    const { project, again } = job;
    const goingOn = job.runId === null ? { again } : { runId: job.runId };
    const options = { project, ...goingOn, onEvent: hear, signal: abort.signal };
    const result = await runRecipe(parseRecipe(job.recipe), options, workplace);
    return { state: 'done', runId: result.runId };
  }

  /** The engine's own wish to stop is followed by none of ours: it was interrupted. */
  function endingOf(thrown: unknown): JobEnding {
    const { code, message } = toEspalierError(thrown);
    const { stopping } = store.getJob(job.id);
    if (stopping === 'cancel') return { state: 'cancelled' };
    if (code !== 'interrupted') return { state: 'failed', code, message };
    return { state: stopping === 'pause' ? 'paused' : 'interrupted' };
  }

  async function followToTheEnd(): Promise<void> {
    let end: () => JobEnding;
    try {
      const ending = await carryOut();
      end = () => ending;
    } catch (thrown) {
      end = () => endingOf(thrown);
    }
    if (listener.isClosed()) return;
    try {
      store.endJob(job.id, end());
    } catch (error) {
      // A full disk: the job reads as running until it is paused or cancelled.
      process.stderr.write(`espalier: how a job ended can't be written: ${toEspalierError(error).message}\n`);
    }
    listener.onEnd();
  }

  void followToTheEnd();
  return { runId: () => runId, progress: () => progress, stop: () => abort.abort() };
}
