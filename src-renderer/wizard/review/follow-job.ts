import type { Job, Queue } from '../../../src-shared/job.ts';

/** The job as the queue has it now; undefined once it is done or taken out. */
export function followJob({ jobs }: Queue, { id }: Job): Job | undefined {
  return jobs.find((job) => job.id === id);
}

/** How many jobs have their turn before it. */
export function jobsAhead({ jobs }: Queue, { id }: Job): number {
  const place = jobs.findIndex((job) => job.id === id);
  return jobs.slice(0, Math.max(0, place)).filter(({ state }) => state === 'running' || state === 'waiting').length;
}
