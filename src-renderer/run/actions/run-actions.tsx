import type { ReactNode } from 'react';
import type { Job } from '../../../src-shared/job.ts';
import type { RunOverview } from '../../../src-shared/run-overview.ts';
import { useFront } from '../../front/front-context.ts';
import type { useAction } from '../../front/use-action.ts';
import { useMessages } from '../../language/language.ts';
import { Link } from '../../navigation/link.tsx';
import { goTo } from '../../navigation/use-place.ts';
import { actionMessages } from './action-messages.ts';
import { JobButtons } from './job-buttons.tsx';
import { recipeIsAtFault } from './recipe-at-fault.ts';
import { runMessages } from '../run-messages.ts';
import { useDiscardRun } from './use-discard-run.ts';

interface RunActionsProps {
  readonly overview: RunOverview;
  readonly job: Job | undefined;
  readonly perform: ReturnType<typeof useAction>['perform'];
}

/** What can be done with a run, in the queue or out of it. */
export function RunActions({ overview, job, perform }: RunActionsProps): ReactNode {
  const say = useMessages(runMessages);
  const actions = useMessages(actionMessages);
  const front = useFront();
  const discard = useDiscardRun();
  const { id, state, project } = overview;
  const stopped = state === 'interrupted' || state === 'failed';

  async function remove(): Promise<void> {
    const gone = await perform(() => discard(id));
    if (gone !== undefined) goTo({ page: 'project', name: project });
  }

  return (
    <>
      {job !== undefined && <JobButtons job={job} perform={perform} />}
      {job === undefined && stopped && (
        <button
          type="button"
          className="primary"
          onClick={() => void perform(() => front.request('jobs.resumeRun', { run: id }))}
        >
          {state === 'failed' ? actions.retry : actions.resume}
        </button>
      )}
      {state === 'done' && (
        <>
          <Link to={{ page: 'report', ids: [id] }} className="button primary">
            {say.report}
          </Link>
          <Link to={{ page: 'compare', ids: [id] }} className="button">
            {say.compare}
          </Link>
        </>
      )}
      {(job === undefined || !recipeIsAtFault(job)) && (
        <Link to={{ page: 'wizard', run: id }} className="button">
          {say.duplicate}
        </Link>
      )}
      {state !== 'running' && (
        <button type="button" className="danger" onClick={() => void remove()}>
          {actions.discardAction}
        </button>
      )}
    </>
  );
}
