import { useEffect, type ReactNode } from 'react';
import { Page } from '../frame/page.tsx';
import { useQueue } from '../front/queue-context.tsx';
import { useMessages } from '../language/language.ts';
import { goTo } from '../navigation/use-place.ts';
import { Failure } from '../widgets/failure.tsx';
import { Loading } from '../widgets/loading.tsx';
import { JobView } from './actions/job-view.tsx';
import { runMessages } from './run-messages.ts';
import { RunView } from './run-view.tsx';
import { useFollowedRun } from './use-followed-run.ts';
import { useSeenJob } from './actions/use-seen-job.ts';
import './run.css';

/** A run by its id; or a job of the queue by its id, until it has a run. */
export function RunPage({ id }: { readonly id: string }): ReactNode {
  const say = useMessages(runMessages);
  const { jobs } = useQueue();
  const job = useSeenJob(jobs, id);
  const { asked, following, reload } = useFollowedRun(job === undefined ? id : undefined);
  const runId = job?.runId;
  useEffect(() => {
    if (typeof runId === 'string') goTo({ page: 'run', id: runId }, 'replace');
  }, [runId]);

  if (job !== undefined) return <JobView job={job} />;
  if (following !== undefined) return <RunView details={following.details} run={following.run} onReload={reload} />;
  return (
    <Page title={id}>
      {asked.state === 'failed' ? <Failure error={asked.error} onRetry={reload} /> : <Loading label={say.loading} />}
    </Page>
  );
}
