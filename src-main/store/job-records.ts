import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { ERROR_CODES, EspalierError, type ErrorCode } from '../../src-shared/errors.ts';
import type { Job, Queue } from '../../src-shared/job.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { prepareProject } from './project-records.ts';

export interface NewJob {
  readonly recipe: Recipe;
  /** Its project's name; made where there is none yet. */
  readonly project: string;
  /** A new run although the recipe has been run before. */
  readonly again: boolean;
  /** The run that it goes on with, or that is its outcome already. */
  readonly runId: string | null;
}

/** A job whose turn has come. */
export interface StartedJob {
  readonly id: string;
  /** As it was stored, to be parsed. */
  readonly recipe: unknown;
  readonly project: string;
  readonly again: boolean;
  readonly runId: string | null;
}

export type JobEnding =
  | { readonly state: 'done'; readonly runId: string }
  | { readonly state: 'paused' | 'interrupted' | 'cancelled' }
  | { readonly state: 'failed'; readonly code: ErrorCode; readonly message: string };

export interface JobRecords {
  readQueue(): Queue;
  /** @throws EspalierError `not-found`. */
  getJob(id: string): Job;
  /** Of those that are in the queue, the job of a run. */
  findJobOfRun(runId: string): Job | undefined;
  /** Adds a job that waits before or behind all others, or one that is done at once. */
  addJob(job: NewJob, place: 'first' | 'last' | 'done'): Job;
  /** Marks the first waiting job as running and gives it; undefined while the queue is held, a job is running or none waits. */
  startNextJob(): StartedJob | undefined;
  setJobRun(id: string, runId: string): void;
  /** Notes that a running job shall stop. */
  askJobToStop(id: string, stopping: 'pause' | 'cancel'): void;
  endJob(id: string, ending: JobEnding): void;
  /** Lets a job wait before all others. */
  requeueJob(id: string): void;
  /** Moves a waiting job to a place among those that wait, counted from 0; beyond the last it is the last. */
  moveJob(id: string, to: number): void;
  holdQueue(held: boolean): void;
  /**
   * Puts the queue right that a process has left which is gone: its running job is what it was asked to become, done where its run is, else
   * interrupted. Where a job waits, the queue is held.
   */
  recoverQueue(): void;
}

const jobSchema = z
  .object({
    id: z.string(),
    state: z.enum(['waiting', 'running', 'paused', 'interrupted', 'failed', 'cancelled', 'done']),
    name: z.string(),
    project: z.string(),
    runId: z.string().nullable(),
    code: z.enum(ERROR_CODES).nullable(),
    message: z.string().nullable(),
    stopping: z.enum(['pause', 'cancel']).nullable(),
    addedAt: z.string(),
  })
  .transform(({ code, message, ...job }): Job => ({
    ...job,
    error: code === null || message === null ? null : { code, message },
  }));

const startedSchema = z.object({
  id: z.string(),
  recipe: z.string().transform((text): unknown => JSON.parse(text)),
  project: z.string(),
  again: z.int().transform((again) => again === 1),
  runId: z.string().nullable(),
});

/** The `jobs` and `queue` tables. Who changes them holds the lock of the queue. */
export function openJobRecords(database: Database): JobRecords {
  const select = `
    SELECT jobs.id, jobs.state, recipe ->> '$.name' AS name, projects.name AS project, run AS runId,
      error_code AS code, error_message AS message, stopping, added_at AS addedAt
    FROM jobs JOIN projects ON projects.id = jobs.project`;
  const isOpen = `jobs.state NOT IN ('done', 'cancelled')`;
  const list = database.prepare(`
    ${select} WHERE ${isOpen} ORDER BY CASE jobs.state WHEN 'running' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END, position`);
  const byId = database.prepare(`${select} WHERE jobs.id = ?`);
  const byRun = database.prepare(`${select} WHERE run = ? AND ${isOpen}`);
  const held = database.prepare('SELECT held FROM queue').pluck();
  const hold = database.prepare('UPDATE queue SET held = ?');
  const next = database.prepare(`
    SELECT jobs.id, recipe, projects.name AS project, again, run AS runId
    FROM jobs JOIN projects ON projects.id = jobs.project
    WHERE jobs.state = 'waiting' AND (SELECT held FROM queue) = 0
      AND NOT EXISTS (SELECT 1 FROM jobs WHERE state = 'running')
    ORDER BY position LIMIT 1`);
  const waiting = database.prepare(`SELECT id FROM jobs WHERE state = 'waiting' ORDER BY position`).pluck();
  const first = database.prepare('SELECT coalesce(min(position), 0) - 1 FROM jobs').pluck();
  const last = database.prepare('SELECT coalesce(max(position), 0) + 1 FROM jobs').pluck();
  const insert = database.prepare(`
    INSERT INTO jobs (id, state, position, recipe, project, run, again, added_at)
    VALUES (@id, @state, @position, @recipe, @project, @runId, @again, @addedAt)`);
  const setState = database.prepare(`
    UPDATE jobs SET state = @state, error_code = @code, error_message = @message, stopping = NULL WHERE id = @id`);
  const setRun = database.prepare('UPDATE jobs SET run = ? WHERE id = ?');
  const setPosition = database.prepare('UPDATE jobs SET position = ? WHERE id = ?');
  const setStopping = database.prepare('UPDATE jobs SET stopping = ? WHERE id = ?');
  const settleLeft = database.prepare(`
    UPDATE jobs SET stopping = NULL, state = CASE
      WHEN EXISTS (SELECT 1 FROM runs WHERE runs.id = jobs.run AND runs.state = 'done') THEN 'done'
      WHEN stopping = 'cancel' THEN 'cancelled' WHEN stopping = 'pause' THEN 'paused' ELSE 'interrupted' END
    WHERE state = 'running'`);
  const ensureProject = prepareProject(database);

  function getJob(id: string): Job {
    const row = byId.get(id);
    if (row === undefined) throw new EspalierError('not-found', `there is no job "${id}"`);
    return jobSchema.parse(row);
  }

  const addJob = database.transaction(({ recipe, project, again, runId }: NewJob, place: 'first' | 'last' | 'done') => {
    const id = randomUUID();
    insert.run({
      id,
      state: place === 'done' ? 'done' : 'waiting',
      position: (place === 'first' ? first : last).get(),
      recipe: JSON.stringify(recipe),
      project: ensureProject(project),
      runId,
      again: again ? 1 : 0,
      addedAt: new Date().toISOString(),
    });
    return getJob(id);
  });

  const startNextJob = database.transaction(() => {
    const job = startedSchema.optional().parse(next.get());
    if (job !== undefined) setState.run({ id: job.id, state: 'running', code: null, message: null });
    return job;
  });

  const requeueJob = database.transaction((id: string) => {
    setPosition.run(first.get(), id);
    setState.run({ id, state: 'waiting', code: null, message: null });
  });

  const moveJob = database.transaction((id: string, to: number) => {
    const ids = z.array(z.string()).parse(waiting.all());
    const order = ids.filter((other) => other !== id);
    order.splice(to, 0, id);
    order.forEach((one, position) => setPosition.run(position, one));
  });

  const endJob = database.transaction((id: string, ending: JobEnding) => {
    const { code, message } = ending.state === 'failed' ? ending : { code: null, message: null };
    if (ending.state === 'done') setRun.run(ending.runId, id);
    setState.run({ id, state: ending.state, code, message });
  });

  const recoverQueue = database.transaction(() => {
    settleLeft.run();
    if (waiting.get() !== undefined) hold.run(1);
  });

  return {
    readQueue: () => ({ held: held.get() === 1, jobs: list.all().map((row) => jobSchema.parse(row)) }),
    getJob,
    findJobOfRun: (runId) => jobSchema.optional().parse(byRun.get(runId)),
    addJob: (job, place) => addJob.immediate(job, place),
    startNextJob: () => startNextJob.immediate(),
    setJobRun: (id, runId) => void setRun.run(runId, id),
    askJobToStop: (id, stopping) => void setStopping.run(stopping, id),
    endJob: (id, ending) => endJob.immediate(id, ending),
    requeueJob: (id) => requeueJob.immediate(id),
    moveJob: (id, to) => moveJob.immediate(id, to),
    holdQueue: (shallHold) => void hold.run(shallHold ? 1 : 0),
    recoverQueue: () => recoverQueue.immediate(),
  };
}
