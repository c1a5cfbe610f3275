import type { Job, JobState } from '../../src-shared/job.ts';
import type { RunOverview } from '../../src-shared/run-overview.ts';

/** The state of a run as its user knows it: in the queue its job's, for by itself a run that waits or is paused looks interrupted. */
export function stateOfRun({ id, state }: RunOverview, jobs: readonly Job[]): JobState {
  return jobs.find(({ runId }) => runId === id)?.state ?? state;
}
