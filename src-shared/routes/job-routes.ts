import { z } from 'zod';
import type { Job, Queue } from '../job.ts';
import { projectNameSchema } from '../project.ts';
import { jobId, recipe, runId } from './input.ts';

export const jobRoutes = {
  'jobs.list': z.strictObject({}),
  /** Puts a recipe at the end of the queue. `again`: measured anew although it was run before. */
  'jobs.add': z.strictObject({ recipe, project: projectNameSchema, again: z.boolean().default(false) }),
  /** Puts the recipe of an interrupted or failed run at the front of the queue, to go on from its checkpoint. */
  'jobs.resumeRun': z.strictObject({ run: runId }),
  /** A running job stops after its current step. */
  'jobs.pause': z.strictObject({ id: jobId }),
  /** A paused, interrupted or failed job waits for its turn again, before all others. */
  'jobs.resume': z.strictObject({ id: jobId }),
  /** Takes the job out of the queue; what its run has measured stays, and its run can be resumed. */
  'jobs.cancel': z.strictObject({ id: jobId }),
  /** Moves a job to a place among those that wait, counted from 0. */
  'jobs.move': z.strictObject({ id: jobId, to: z.int().nonnegative() }),
  'jobs.hold': z.strictObject({ held: z.boolean() }),
} as const;

export interface JobRouteOutputs {
  readonly 'jobs.list': Queue;
  readonly 'jobs.add': Job;
  readonly 'jobs.resumeRun': Job;
  readonly 'jobs.pause': null;
  readonly 'jobs.resume': null;
  readonly 'jobs.cancel': null;
  readonly 'jobs.move': null;
  readonly 'jobs.hold': null;
}
