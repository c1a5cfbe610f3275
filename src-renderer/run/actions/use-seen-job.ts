import { useState } from 'react';
import type { Job } from '../../../src-shared/job.ts';

/** The job of an id; once it has left the queue without a run it was cancelled. Undefined where there never was one. */
export function useSeenJob(jobs: readonly Job[], id: string): Job | undefined {
  const [seen, setSeen] = useState<Job>();
  const current = jobs.find((job) => job.id === id);
  if (current !== undefined && current !== seen) setSeen(current);
  return current ?? (seen && { ...seen, state: 'cancelled', stopping: null });
}
