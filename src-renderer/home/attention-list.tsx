import { useState, type ReactNode } from 'react';
import type { Job } from '../../src-shared/job.ts';
import type { RunOverview } from '../../src-shared/run-overview.ts';
import { useFront } from '../front/front-context.ts';
import { useAction } from '../front/use-action.ts';
import { useFormat } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { Link } from '../navigation/link.tsx';
import { actionMessages } from '../run/actions/action-messages.ts';
import { JobButtons } from '../run/actions/job-buttons.tsx';
import { useDiscardRun } from '../run/actions/use-discard-run.ts';
import { Failure } from '../widgets/failure.tsx';
import { StateMark } from '../widgets/state-mark.tsx';
import type { Attention } from './attention.ts';
import { homeMessages } from './home-messages.ts';

const SHOWN_AT_FIRST = 3;

/** What stopped before its end: resume, look at it, or discard it. */
export function AttentionList({ items }: { readonly items: readonly Attention[] }): ReactNode {
  const say = useMessages(homeMessages);
  const { failure, perform } = useAction();
  const [all, setAll] = useState(false);
  if (items.length === 0) return null;
  return (
    <section className="card home-attention" aria-labelledby="home-attention">
      <h2 id="home-attention">{say.attention}</h2>
      <p className="quiet">{say.attentionText}</p>
      {failure !== undefined && <Failure error={failure} />}
      <ul className="home-items">
        {(all ? items : items.slice(0, SHOWN_AT_FIRST)).map((item) =>
          item.kind === 'job' ? (
            <StoppedJob key={item.job.id} job={item.job} perform={perform} />
          ) : (
            <StoppedRun key={item.run.id} run={item.run} perform={perform} />
          ),
        )}
      </ul>
      {!all && items.length > SHOWN_AT_FIRST && (
        <button type="button" className="home-more" onClick={() => setAll(true)}>
          {say.showAll(items.length)}
        </button>
      )}
    </section>
  );
}

type Perform = ReturnType<typeof useAction>['perform'];

function StoppedJob({ job, perform }: { readonly job: Job; readonly perform: Perform }): ReactNode {
  const say = useMessages(homeMessages);
  const format = useFormat();
  const discard = useDiscardRun();
  const { runId } = job;
  return (
    <li>
      <div className="home-item-text">
        <strong>{job.name}</strong>
        <span className="home-item-facts">
          <StateMark state={job.state} />
          <span className="quiet">
            {job.project} · {say.addedAt(format.moment(job.addedAt))}
          </span>
        </span>
        {job.error !== null && <p className="home-reason">{job.error.message}</p>}
      </div>
      <div className="buttons">
        <JobButtons job={job} perform={perform} small />
        {runId !== null && (
          <>
            <Link to={{ page: 'run', id: runId }} className="button small">
              {say.inspect}
            </Link>
            <DiscardButton onDiscard={() => perform(() => discard(runId))} />
          </>
        )}
      </div>
    </li>
  );
}

function StoppedRun({ run, perform }: { readonly run: RunOverview; readonly perform: Perform }): ReactNode {
  const say = useMessages(homeMessages);
  const actions = useMessages(actionMessages);
  const front = useFront();
  const format = useFormat();
  const discard = useDiscardRun();
  return (
    <li>
      <div className="home-item-text">
        <strong>{run.name}</strong>
        <span className="home-item-facts">
          <StateMark state={run.state} />
          <span className="quiet">
            {run.project} · {say.startedAt(format.moment(run.startedAt))}
          </span>
        </span>
        {run.error !== null && <p className="home-reason">{run.error}</p>}
      </div>
      <div className="buttons">
        <button
          type="button"
          className="small"
          onClick={() => void perform(() => front.request('jobs.resumeRun', { run: run.id }))}
        >
          {run.state === 'failed' ? actions.retry : actions.resume}
        </button>
        <Link to={{ page: 'run', id: run.id }} className="button small">
          {say.inspect}
        </Link>
        <DiscardButton onDiscard={() => perform(() => discard(run.id))} />
      </div>
    </li>
  );
}

function DiscardButton({ onDiscard }: { readonly onDiscard: () => unknown }): ReactNode {
  const { discard } = useMessages(actionMessages);
  return (
    <button type="button" className="small danger" onClick={() => onDiscard()}>
      {discard}
    </button>
  );
}
