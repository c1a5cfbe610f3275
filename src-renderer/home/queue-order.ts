import type { Job, Queue } from '../../src-shared/job.ts';

/** A job that waits, with where it can be moved among those that wait; undefined where it is at that end already. */
export interface WaitingJob {
  readonly job: Job;
  readonly earlier: number | undefined;
  readonly later: number | undefined;
}

/** The waiting jobs in the order of their turns. Places are counted from 0 among these alone, as `jobs.move` counts them. */
export function waitingJobs({ jobs }: Queue): WaitingJob[] {
  const waiting = jobs.filter(({ state }) => state === 'waiting');
  return waiting.map((job, place) => ({
    job,
    earlier: place > 0 ? place - 1 : undefined,
    later: place < waiting.length - 1 ? place + 1 : undefined,
  }));
}
