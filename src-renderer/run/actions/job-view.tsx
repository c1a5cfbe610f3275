import type { ReactNode } from 'react';
import type { Job } from '../../../src-shared/job.ts';
import { Page } from '../../frame/page.tsx';
import { useAction } from '../../front/use-action.ts';
import { useMessages } from '../../language/language.ts';
import { Link } from '../../navigation/link.tsx';
import { Failure } from '../../widgets/failure.tsx';
import { StateMark } from '../../widgets/state-mark.tsx';
import { JobButtons } from './job-buttons.tsx';
import { runMessages } from '../run-messages.ts';
import { RunNotice } from './run-notice.tsx';

/** A job that has no run yet: it waits, is being prepared, or could not be. */
export function JobView({ job }: { readonly job: Job }): ReactNode {
  const say = useMessages(runMessages);
  const { failure, perform } = useAction();
  return (
    <Page
      title={job.name}
      detail={
        <>
          <StateMark state={job.state} />
          <span className="quiet">
            {say.project}: <Link to={{ page: 'project', name: job.project }}>{job.project}</Link>
          </span>
        </>
      }
      actions={<JobButtons job={job} perform={perform} />}
    >
      {failure !== undefined && <Failure error={failure} />}
      {job.state === 'cancelled' ? (
        <section className="notice" role="status">
          <h2>{say.cancelledTitle}</h2>
          <p>{say.cancelledText}</p>
          <Link to={{ page: 'home' }}>{say.home}</Link>
        </section>
      ) : (
        <RunNotice state={job.state} job={job} reason={job.error?.message} kept={undefined} />
      )}
    </Page>
  );
}
