import { useMemo, type ReactNode } from 'react';
import type { Job } from '../../src-shared/job.ts';
import type { Action } from '../front/use-action.ts';
import { useFormat } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { useNetworkNames } from '../language/network-names.ts';
import { stageNames } from '../language/stage-names.ts';
import { Link } from '../navigation/link.tsx';
import { JobButtons } from '../run/actions/job-buttons.tsx';
import { buildTimeline } from '../run/stages/timeline.ts';
import { useFollowedRun } from '../run/use-followed-run.ts';
import { ProgressBar } from '../widgets/progress-bar.tsx';
import { homeMessages } from './home-messages.ts';

interface RunningJobProps {
  readonly job: Job;
  readonly perform: (action: Action<unknown>) => unknown;
}

/** The running job with how far it is and what is left. */
export function RunningJob({ job, perform }: RunningJobProps): ReactNode {
  const say = useMessages(homeMessages);
  const stages = useMessages(stageNames);
  const network = useNetworkNames();
  const format = useFormat();
  const { following } = useFollowedRun(job.runId ?? undefined);
  const timeline = useMemo(
    () => following && buildTimeline(following.details.recipe, following.run, true),
    [following],
  );
  const now = timeline?.stages.find(({ state }) => state === 'running');
  return (
    <article className="home-running">
      <div className="home-item-text">
        <strong>{job.runId === null ? job.name : <Link to={{ page: 'run', id: job.runId }}>{job.name}</Link>}</strong>
        <span className="quiet">
          {job.project}
          {now !== undefined && ` · ${say.stageOf(stages[now.stage], network(now.variant))}`}
        </span>
      </div>
      <div className="buttons">
        <JobButtons job={job} perform={perform} small />
      </div>
      <ProgressBar label={say.progress} share={timeline?.share} />
      <span className="quiet">{job.runId === null ? say.preparing : describeLeft()}</span>
    </article>
  );

  function describeLeft(): string {
    if (timeline === undefined || (timeline.incomplete && timeline.secondsLeft === 0)) return say.leftUnknown;
    const time = format.duration(timeline.secondsLeft);
    return timeline.incomplete ? say.leftAtLeast(time) : say.left(time);
  }
}
