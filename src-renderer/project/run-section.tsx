import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { RunOverview } from '../../src-shared/run-overview.ts';
import { useAction } from '../front/use-action.ts';
import { useMessages } from '../language/language.ts';
import { goTo } from '../navigation/use-place.ts';
import { useDiscardRun } from '../run/actions/use-discard-run.ts';
import { Failure } from '../widgets/failure.tsx';
import { MoveRuns } from './move-runs.tsx';
import { projectMessages } from './project-messages.ts';
import { RunTable } from './run-table.tsx';

interface RunSectionProps {
  readonly project: string;
  readonly runs: readonly RunOverview[];
}

/** The runs of a project with what can be done with those that are selected. */
export function RunSection({ project, runs }: RunSectionProps): ReactNode {
  const say = useMessages(projectMessages);
  const discard = useDiscardRun();
  const { failure, perform } = useAction();
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [moving, setMoving] = useState(false);
  // Runs that are gone are not selected any more.
  const chosen = useMemo(() => runs.filter(({ id }) => marked.has(id)), [runs, marked]);
  const selected = useMemo(() => new Set(chosen.map(({ id }) => id)), [chosen]);
  const ids = chosen.map(({ id }) => id);
  const allDone = ids.length > 0 && chosen.every(({ state }) => state === 'done');
  const [only] = chosen.length === 1 ? chosen : [];

  const toggle = useCallback((id: string) => {
    setMarked((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const toggleAll = useCallback(() => {
    setMarked(selected.size === runs.length ? new Set() : new Set(runs.map(({ id }) => id)));
  }, [selected, runs]);

  return (
    <section className="card" aria-labelledby="project-runs">
      <div className="project-head">
        <h2 id="project-runs">{say.runs}</h2>
        {runs.length > 0 && (
          <div className="buttons">
            <span className="quiet" role="status">
              {say.selected(chosen.length)}
            </span>
            <button
              type="button"
              className="small"
              disabled={!allDone}
              title={say.onlyDone}
              onClick={() => goTo({ page: 'compare', ids })}
            >
              {say.compare}
            </button>
            <button
              type="button"
              className="small"
              disabled={!allDone}
              title={say.onlyDone}
              onClick={() => goTo({ page: 'report', ids })}
            >
              {say.report}
            </button>
            <button
              type="button"
              className="small"
              disabled={only === undefined}
              title={say.onlyOne}
              onClick={() => {
                if (only !== undefined) goTo({ page: 'wizard', run: only.id, project });
              }}
            >
              {say.duplicate}
            </button>
            <button type="button" className="small" disabled={ids.length === 0} onClick={() => setMoving(true)}>
              {say.move}
            </button>
            <button
              type="button"
              className="small danger"
              disabled={only === undefined}
              title={say.onlyOne}
              onClick={() => {
                if (only !== undefined) void perform(() => discard(only.id));
              }}
            >
              {say.removeRun}
            </button>
          </div>
        )}
      </div>
      {failure !== undefined && <Failure error={failure} />}
      {runs.length === 0 ? (
        <>
          <p>{say.noRuns}</p>
          <p className="quiet">{say.noRunsText}</p>
        </>
      ) : (
        <RunTable runs={runs} selected={selected} onToggle={toggle} onToggleAll={toggleAll} />
      )}
      {moving && <MoveRuns project={project} ids={ids} onClose={() => setMoving(false)} />}
    </section>
  );
}
