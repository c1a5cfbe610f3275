import { useEffect, useRef, type ReactNode } from 'react';
import type { Job } from '../../../src-shared/job.ts';
import { useFront } from '../../front/front-context.ts';
import { useQueue } from '../../front/queue-context.tsx';
import { useAction } from '../../front/use-action.ts';
import { useHostEvent } from '../../front/use-host-event.ts';
import { useMessages } from '../../language/language.ts';
import { Link } from '../../navigation/link.tsx';
import { goTo } from '../../navigation/use-place.ts';
import { Failure } from '../../widgets/failure.tsx';
import { Loading } from '../../widgets/loading.tsx';
import { useWizard } from '../wizard-context.ts';
import { wizardMessages } from '../wizard-messages.ts';
import { followJob, jobsAhead } from './follow-job.ts';
import { reviewMessages } from './review-messages.ts';
import { stepAtFault } from './step-at-fault.ts';

interface WaitingViewProps {
  readonly job: Job;
  readonly onBack: () => void;
}

/** From the start to the moment the run is there: its place in the queue, or why it could not begin and where to put that right. */
export function WaitingView({ job, onBack }: WaitingViewProps): ReactNode {
  const say = useMessages(reviewMessages);
  const words = useMessages(wizardMessages);
  const front = useFront();
  const { goToStep } = useWizard();
  const { failure, perform } = useAction();
  const queue = useQueue();
  const heading = useRef<HTMLHeadingElement>(null);
  const current = followJob(queue, job);
  const runId = current?.runId ?? undefined;

  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (runId !== undefined) goTo({ page: 'run', id: runId }, 'replace');
  }, [runId]);
  // A run can be over before the page has drawn the queue that it was in.
  useHostEvent('queue', (event) => {
    const told = followJob(event.queue, job)?.runId ?? undefined;
    if (told !== undefined) goTo({ page: 'run', id: told }, 'replace');
  });

  async function leave(): Promise<boolean> {
    return (await perform(() => front.request('jobs.cancel', { id: job.id }))) !== undefined;
  }

  if (current?.state === 'failed' && current.error !== null) {
    const step = stepAtFault(current.error.code);
    return (
      <Failure error={current.error}>
        <p>{say.failed}</p>
        <p>
          <button
            type="button"
            onClick={() => {
              void leave();
              onBack();
              goToStep(step);
            }}
          >
            {say.fix(words.steps[step])}
          </button>
        </p>
      </Failure>
    );
  }
  const ahead = jobsAhead(queue, job);
  return (
    <section className="card wizard-waiting" aria-labelledby="wizard-waiting">
      <h2 id="wizard-waiting" ref={heading} tabIndex={-1}>
        {job.name}
      </h2>
      {current === undefined ? (
        <p role="status">{say.gone}</p>
      ) : current.state === 'paused' ? (
        <p role="status">{say.paused}</p>
      ) : ahead > 0 ? (
        <p role="status">{say.ahead(ahead)}</p>
      ) : (
        <>
          <Loading label={say.waiting} />
          <p className="quiet">{say.waitingText}</p>
        </>
      )}
      {queue.held && (
        <div className="notice notice-warning" role="status">
          <p>{say.held}</p>
          <button type="button" onClick={() => void perform(() => front.request('jobs.hold', { held: false }))}>
            {say.release}
          </button>
        </div>
      )}
      {failure !== undefined && <Failure error={failure} />}
      <p className="quiet">{say.leave}</p>
      <div className="buttons">
        <Link to={{ page: 'project', name: job.project }} className="button">
          {say.toProject}
        </Link>
        {current !== undefined && (
          <button
            type="button"
            onClick={() =>
              void leave().then((left) => {
                if (left) onBack();
              })
            }
          >
            {say.backToDraft}
          </button>
        )}
      </div>
    </section>
  );
}
