import { useState, type ReactNode } from 'react';
import { useFront } from '../front/front-context.ts';
import { useQueue } from '../front/queue-context.tsx';
import { useAction } from '../front/use-action.ts';
import { useMessages } from '../language/language.ts';
import { JobButtons } from '../run/actions/job-buttons.tsx';
import { Failure } from '../widgets/failure.tsx';
import { homeMessages } from './home-messages.ts';
import { waitingJobs, type WaitingJob } from './queue-order.ts';
import { RunningJob } from './running-job.tsx';

/** What runs and what waits; nothing where the queue is empty. */
export function QueueCard(): ReactNode {
  const say = useMessages(homeMessages);
  const front = useFront();
  const queue = useQueue();
  const { failure, perform } = useAction();
  const [told, setTold] = useState('');
  const running = queue.jobs.filter(({ state }) => state === 'running');
  const waiting = waitingJobs(queue);
  if (running.length + waiting.length === 0 && !queue.held) return null;

  function move({ job }: WaitingJob, to: number): void {
    void perform(() => front.request('jobs.move', { id: job.id, to })).then((done) => {
      if (done !== undefined) setTold(say.moved(job.name, to + 1));
    });
  }

  return (
    <section className="card" aria-labelledby="home-queue">
      <div className="home-card-head">
        <h2 id="home-queue">{say.queue}</h2>
        <button
          type="button"
          className="small"
          aria-pressed={queue.held}
          onClick={() => void perform(() => front.request('jobs.hold', { held: !queue.held }))}
        >
          {queue.held ? say.release : say.hold}
        </button>
      </div>
      {queue.held && <p role="status">{say.held}</p>}
      {failure !== undefined && <Failure error={failure} />}
      {running.map((job) => (
        <RunningJob key={job.id} job={job} perform={perform} />
      ))}
      {waiting.length > 0 && (
        <ol className="home-items" aria-label={say.waiting}>
          {waiting.map((one) => (
            <li key={one.job.id}>
              <div className="home-item-text">
                <strong>{one.job.name}</strong>
                <span className="quiet">{one.job.project}</span>
              </div>
              <div className="buttons">
                <MoveButton label={say.earlier(one.job.name)} sign="↑" one={one} to={one.earlier} onMove={move} />
                <MoveButton label={say.later(one.job.name)} sign="↓" one={one} to={one.later} onMove={move} />
                <JobButtons job={one.job} perform={perform} small />
              </div>
            </li>
          ))}
        </ol>
      )}
      <p className="visually-hidden" role="status">
        {told}
      </p>
    </section>
  );
}

interface MoveButtonProps {
  readonly label: string;
  readonly sign: string;
  readonly one: WaitingJob;
  /** Undefined where it is at the end already; the button stays, so that the focus does. */
  readonly to: number | undefined;
  readonly onMove: (one: WaitingJob, to: number) => void;
}

function MoveButton({ label, sign, one, to, onMove }: MoveButtonProps): ReactNode {
  return (
    <button
      type="button"
      className="small"
      aria-label={label}
      title={label}
      aria-disabled={to === undefined}
      onClick={() => {
        if (to !== undefined) onMove(one, to);
      }}
    >
      {sign}
    </button>
  );
}
