import type { ReactNode } from 'react';
import type { Job, JobState } from '../../../src-shared/job.ts';
import type { RunState } from '../../../src-shared/run.ts';
import { useQueue } from '../../front/queue-context.tsx';
import { useMessages } from '../../language/language.ts';
import { CopyButton } from '../../widgets/copy-button.tsx';
import { runMessages } from '../run-messages.ts';
import { recipeIsAtFault } from './recipe-at-fault.ts';

interface RunNoticeProps {
  readonly state: JobState | RunState;
  /** Where the run is in the queue. */
  readonly job: Job | undefined;
  /** Why it failed. */
  readonly reason: string | undefined;
  /** What is kept, in words; undefined where nothing was begun. */
  readonly kept: string | undefined;
}

/** What has happened to a run that is not simply running or done, what was kept, and what can be done. */
export function RunNotice({ state, job, reason, kept }: RunNoticeProps): ReactNode {
  const say = useMessages(runMessages);
  switch (state) {
    case 'waiting':
      return <WaitingNotice job={job} kept={kept} />;
    case 'running':
      if (job === undefined) return <Notice title={say.elsewhereTitle} texts={[say.elsewhereText]} />;
      return job.runId === null ? <Notice title={say.preparingTitle} texts={[say.preparingText]} /> : null;
    case 'paused':
      return <Notice title={say.pausedTitle} texts={[kept]} tone="notice-warning" />;
    case 'interrupted':
      return <Notice title={say.interruptedTitle} texts={[say.interruptedText, kept]} tone="notice-warning" />;
    case 'failed':
      return (
        <section className="notice notice-error" role="alert">
          <h2>{say.failedTitle}</h2>
          {reason !== undefined && <p className="run-reason">{reason}</p>}
          {kept !== undefined && <p>{kept}</p>}
          <p>{describeWayOn(job)}</p>
          {reason !== undefined && <CopyButton label={say.copyReason} text={() => reason} />}
        </section>
      );
    case 'cancelled':
    case 'done':
      return null;
  }

  function describeWayOn(failed: Job | undefined): string {
    if (failed?.runId === null) return say.unbegunText;
    return failed !== undefined && recipeIsAtFault(failed) ? say.recipeAtFaultText : say.failedText;
  }
}

function WaitingNotice({ job, kept }: Pick<RunNoticeProps, 'job' | 'kept'>): ReactNode {
  const say = useMessages(runMessages);
  const { held, jobs } = useQueue();
  const before = jobs
    .filter(({ state }) => state === 'running' || state === 'waiting')
    .findIndex(({ id }) => id === job?.id);
  return (
    <Notice
      title={say.waitingTitle}
      texts={[say.waitingText(Math.max(0, before)), held ? say.heldText : undefined, kept]}
    />
  );
}

interface NoticeProps {
  readonly title: string;
  readonly texts: readonly (string | undefined)[];
  readonly tone?: 'notice-warning';
}

function Notice({ title, texts, tone }: NoticeProps): ReactNode {
  return (
    <section className={tone === undefined ? 'notice' : `notice ${tone}`} role="status">
      <h2>{title}</h2>
      {texts.map((text) => text !== undefined && <p key={text}>{text}</p>)}
    </section>
  );
}
