import { useMemo, useState, type ReactNode } from 'react';
import { variantNames } from '../../src-shared/planned-stages.ts';
import type { RunDetails } from '../../src-shared/routes/run-routes.ts';
import { RunOutcome } from '../compare/run-outcome.tsx';
import { Page } from '../frame/page.tsx';
import { useQueue } from '../front/queue-context.tsx';
import { useAction } from '../front/use-action.ts';
import { useMessages } from '../language/language.ts';
import { Link } from '../navigation/link.tsx';
import { Failure } from '../widgets/failure.tsx';
import { StateMark } from '../widgets/state-mark.tsx';
import { Tabs, type Tab } from '../widgets/tabs.tsx';
import { CourseView } from './curves/course-view.tsx';
import { courseChoices, latestCourse, type Course } from './curves/course.ts';
import { EpochTable } from './curves/epoch-table.tsx';
import type { FollowedRun } from './followed-run.ts';
import { LogPanel } from './log-panel.tsx';
import { NowStrip } from './stages/now-strip.tsx';
import { RecipePanel } from './recipe-panel.tsx';
import { RunActions } from './actions/run-actions.tsx';
import { measureOfRun } from './run-measure.ts';
import { runMessages } from './run-messages.ts';
import { RunNotice } from './actions/run-notice.tsx';
import { ScalesPanel } from './curves/scales-panel.tsx';
import { buildTimeline } from './stages/timeline.ts';

interface RunViewProps {
  readonly details: RunDetails;
  readonly run: FollowedRun;
  readonly onReload: () => void;
}

type TabName = 'result' | 'course' | 'scales' | 'epochs' | 'log' | 'recipe';

/** A run that the host knows: its state, what can be done, and its course. */
export function RunView({ details, run, onReload }: RunViewProps): ReactNode {
  const say = useMessages(runMessages);
  const { jobs } = useQueue();
  const { failure, perform } = useAction();
  const [wantedTab, setTab] = useState<TabName>();
  const [wanted, setWanted] = useState<Course>();
  const { overview, recipe } = details;
  const job = jobs.find(({ runId }) => runId === overview.id);
  const state = job?.state ?? overview.state;
  const timeline = useMemo(() => buildTimeline(recipe, run, state === 'running'), [recipe, run, state]);
  const networks = useMemo(() => variantNames(recipe), [recipe]);
  const measure = useMemo(() => measureOfRun(details), [details]);
  const choices = useMemo(() => courseChoices(recipe), [recipe]);
  const latest = latestCourse(run);
  // What runs, until the user looks at something else; the same object while it is the same course.
  const course = useMemo(
    () => wanted ?? { stage: latest?.stage ?? choices.stages[0] ?? 'train', seed: latest?.seed ?? recipe.seed },
    [wanted, latest?.stage, latest?.seed, choices, recipe],
  );

  const over = timeline.stages.filter((stage) => stage.state === 'done' || stage.state === 'reused').length;
  const kept = run.stages.length === 0 ? undefined : say.keptText(over, timeline.stages.length, run.epochs.length);
  const reason = state === 'failed' ? (job?.error?.message ?? overview.error ?? undefined) : undefined;

  const finished = details.result !== null;
  const tabs: readonly Tab<TabName>[] = [
    ...(finished
      ? [{ name: 'result', label: say.result, content: () => <RunOutcome details={details} /> } as const]
      : []),
    {
      name: 'course',
      label: say.progressTab,
      content: () => (
        <CourseView
          id={overview.id}
          timeline={timeline}
          run={run}
          networks={networks}
          choices={choices}
          course={course}
          onChoose={setWanted}
          measure={measure}
        />
      ),
    },
    {
      name: 'scales',
      label: say.scalesTab,
      content: () => <ScalesPanel choices={choices} course={course} onChoose={setWanted} scales={run.scales} />,
    },
    { name: 'epochs', label: say.epochsTab, content: () => <EpochTable epochs={run.epochs} measure={measure} /> },
    { name: 'log', label: say.logTab, content: () => <LogPanel log={run.log} /> },
    { name: 'recipe', label: say.recipeTab, content: () => <RecipePanel recipe={recipe} /> },
  ];

  return (
    <Page
      title={overview.name}
      detail={
        <>
          <StateMark state={state} />
          <span className="quiet">
            {say.project}: <Link to={{ page: 'project', name: overview.project }}>{overview.project}</Link>
          </span>
        </>
      }
      actions={
        <>
          {state === 'running' && job === undefined && (
            <button type="button" onClick={onReload}>
              {say.refresh}
            </button>
          )}
          <RunActions overview={overview} job={job} perform={perform} />
        </>
      }
    >
      {failure !== undefined && <Failure error={failure} />}
      <RunNotice state={state} job={job} reason={reason} kept={kept} />
      {state === 'running' && <NowStrip run={run} timeline={timeline} measure={measure} />}
      <Tabs label={say.tabs} tabs={tabs} selected={wantedTab ?? (finished ? 'result' : 'course')} onSelect={setTab} />
    </Page>
  );
}
