import type { Job } from '../../../src-shared/job.ts';

/** Whether a job failed by what its recipe says, so that another try ends the same way. */
export function recipeIsAtFault({ state, error }: Pick<Job, 'state' | 'error'>): boolean {
  return state === 'failed' && (error?.code === 'diverged' || error?.code === 'bad-recipe');
}
