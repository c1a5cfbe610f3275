import type { ReactNode } from 'react';
import type { Job } from '../../../src-shared/job.ts';
import { useFront } from '../../front/front-context.ts';
import type { Action } from '../../front/use-action.ts';
import { useMessages } from '../../language/language.ts';
import { Link } from '../../navigation/link.tsx';
import { actionMessages } from './action-messages.ts';
import { recipeIsAtFault } from './recipe-at-fault.ts';

interface JobButtonsProps {
  readonly job: Job;
  readonly perform: (action: Action<unknown>) => unknown;
  readonly small?: boolean;
}

/** What can be done with a job in its state. */
export function JobButtons({ job, perform, small = false }: JobButtonsProps): ReactNode {
  const front = useFront();
  const say = useMessages(actionMessages);
  const { id, name, state, stopping, runId } = job;
  const size = small ? 'small' : undefined;

  function pause(): void {
    perform(() => front.request('jobs.pause', { id }));
  }
  function resume(): void {
    perform(() => front.request('jobs.resume', { id }));
  }
  function withdraw(): void {
    perform(() => front.request('jobs.cancel', { id }));
  }
  function cancel(): void {
    const question = {
      title: say.cancelTitle(name),
      detail: say.cancelDetail,
      action: say.cancelAction,
      cancel: say.cancelKeep,
    };
    perform(() => front.confirm('jobs.cancel', { id }, question));
  }

  switch (state) {
    case 'running':
      if (stopping !== null) {
        return (
          <span className="quiet" role="status">
            {say.stopping[stopping]}
          </span>
        );
      }
      return (
        <>
          <button type="button" className={size} onClick={pause}>
            {say.pause}
          </button>
          <button type="button" className={size} onClick={cancel}>
            {say.cancel}
          </button>
        </>
      );
    case 'waiting':
      return (
        <button type="button" className={size} onClick={withdraw}>
          {say.withdraw}
        </button>
      );
    case 'paused':
    case 'interrupted':
    case 'failed': {
      const changes = runId !== null && recipeIsAtFault(job);
      const first = small ? 'small' : 'primary';
      return (
        <>
          {changes && (
            <Link to={{ page: 'wizard', run: runId }} className={`button ${first}`}>
              {say.change}
            </Link>
          )}
          <button type="button" className={changes ? size : first} onClick={resume}>
            {state === 'failed' ? say.retry : say.resume}
          </button>
          {/* Out of the queue a stopped run would look the same; what it has can be deleted on its own. */}
          {runId === null && (
            <button type="button" className={size} onClick={withdraw}>
              {say.withdraw}
            </button>
          )}
        </>
      );
    }
    case 'cancelled':
    case 'done':
      return null;
  }
}
