import type { ErrorCode } from './errors.ts';

/**
 * waiting: its turn will come; running: an engine carries it out; paused: stopped on request, goes on from its checkpoint; interrupted: its
 * engine ended with the application; failed and cancelled: ended for good unless resumed; done: its run has a result.
 */
export type JobState = 'waiting' | 'running' | 'paused' | 'interrupted' | 'failed' | 'cancelled' | 'done';

/** A recipe in the queue. */
export interface Job {
  readonly id: string;
  readonly state: JobState;
  /** The recipe's name. */
  readonly name: string;
  readonly project: string;
  /** Its run, from the moment the engine has found that the recipe can be carried out. */
  readonly runId: string | null;
  /** Why it failed. */
  readonly error: { readonly code: ErrorCode; readonly message: string } | null;
  /** A pause or cancellation that the engine has yet to follow, after its current step. */
  readonly stopping: 'pause' | 'cancel' | null;
  /** ISO 8601. */
  readonly addedAt: string;
}

/** All jobs that are not done or cancelled, in the order of their turns; the running one first. */
export interface Queue {
  /** No waiting job begins while it is held. */
  readonly held: boolean;
  readonly jobs: readonly Job[];
}
