import type { Job, Queue } from '../../src-shared/job.ts';
import type { RunOverview } from '../../src-shared/run-overview.ts';

/** Something that stopped before its end and waits for the user's decision. */
export type Attention =
  { readonly kind: 'job'; readonly job: Job } | { readonly kind: 'run'; readonly run: RunOverview };

/** Stopped jobs, and runs that stopped and are in no queue; the newest first. */
export function needsAttention({ jobs }: Queue, runs: readonly RunOverview[]): Attention[] {
  const queued = new Set(jobs.map(({ runId }) => runId));
  const items: readonly Attention[] = [
    ...jobs.filter(({ state }) => hasStopped(state)).map((job) => ({ kind: 'job', job }) as const),
    ...runs
      .filter(({ id, state }) => hasStopped(state) && !queued.has(id))
      .map((run) => ({ kind: 'run', run }) as const),
  ];
  return items.toSorted((one, other) => momentOf(other).localeCompare(momentOf(one)));
}

function momentOf(item: Attention): string {
  return item.kind === 'job' ? item.job.addedAt : item.run.startedAt;
}

function hasStopped(state: Job['state'] | RunOverview['state']): boolean {
  return state === 'paused' || state === 'interrupted' || state === 'failed';
}
