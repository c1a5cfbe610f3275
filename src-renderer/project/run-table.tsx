import { memo, useMemo, useState, type ReactNode } from 'react';
import type { JobState } from '../../src-shared/job.ts';
import type { RunOverview } from '../../src-shared/run-overview.ts';
import { useQueue } from '../front/queue-context.tsx';
import { useFormat } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { useNetworkNames } from '../language/network-names.ts';
import { Link } from '../navigation/link.tsx';
import { listedMeasure, listedMeasureNames } from '../run/listed-measure.ts';
import { accuracyChange, parameterShare } from '../run/run-numbers.ts';
import { stateOfRun } from '../run/run-state.ts';
import { StateMark } from '../widgets/state-mark.tsx';
import { projectMessages } from './project-messages.ts';
import { reorder, sortRuns, type RunColumn, type RunOrder } from './run-sorting.ts';

interface RunTableProps {
  readonly runs: readonly RunOverview[];
  readonly selected: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
  readonly onToggleAll: () => void;
}

const COLUMNS: readonly { readonly column: RunColumn; readonly number: boolean }[] = [
  { column: 'name', number: false },
  { column: 'state', number: false },
  { column: 'startedAt', number: false },
  { column: 'baseAccuracy', number: true },
  { column: 'bestAccuracy', number: true },
  { column: 'bestShare', number: true },
  { column: 'seeds', number: true },
];

/** The runs of a project, to be sorted and selected. */
export function RunTable({ runs, selected, onToggle, onToggleAll }: RunTableProps): ReactNode {
  const say = useMessages(projectMessages);
  const [order, setOrder] = useState<RunOrder>({ column: 'startedAt', descending: true });
  const names = useMessages(listedMeasureNames);
  const { jobs } = useQueue();
  const measure = listedMeasure(runs);
  const titles = { ...say.columns, baseAccuracy: names.base[measure] };
  const sorted = useMemo(() => sortRuns(runs, order, (run) => stateOfRun(run, jobs)), [runs, order, jobs]);
  return (
    <div className="table-scroll project-runs" tabIndex={0} role="region" aria-label={say.runsCaption}>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">
              <input
                type="checkbox"
                aria-label={say.selectAll}
                checked={runs.length > 0 && selected.size === runs.length}
                onChange={onToggleAll}
              />
            </th>
            {COLUMNS.map(({ column, number }) => (
              <th
                key={column}
                scope="col"
                className={number ? 'number' : undefined}
                aria-sort={order.column !== column ? 'none' : order.descending ? 'descending' : 'ascending'}
              >
                <button type="button" className="plain project-sort" onClick={() => setOrder(reorder(order, column))}>
                  {titles[column]}
                  <span aria-hidden="true">{order.column !== column ? '↕' : order.descending ? '↓' : '↑'}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((run) => (
            <RunRow
              key={run.id}
              run={run}
              state={stateOfRun(run, jobs)}
              mixed={measure === 'mixed'}
              selected={selected.has(run.id)}
              onToggle={onToggle}
            />
          ))}
        </tbody>
      </table>
      {measure !== 'classification' && <p className="quiet project-protocol">{names.protocol}</p>}
    </div>
  );
}

interface RunRowProps {
  readonly run: RunOverview;
  readonly state: JobState;
  /** The list also has runs that measure something else. */
  readonly mixed: boolean;
  readonly selected: boolean;
  readonly onToggle: (id: string) => void;
}

/** Drawn again only when its run or its selection changes, so that hundreds of rows stay light. */
const RunRow = memo(function RunRow({ run, state, mixed, selected, onToggle }: RunRowProps): ReactNode {
  const say = useMessages(projectMessages);
  const format = useFormat();
  const networkName = useNetworkNames();
  const { id, name, task, startedAt, base, best, seeds } = run;
  const unit = mixed && task === 'detection' && <span className="quiet">mAP </span>;
  const share = parameterShare(run);
  const change = accuracyChange(run);
  return (
    <tr className={selected ? 'project-selected' : undefined}>
      <td>
        <input type="checkbox" aria-label={say.select(name)} checked={selected} onChange={() => onToggle(id)} />
      </td>
      <th scope="row">
        <Link to={{ page: 'run', id }}>{name}</Link>
      </th>
      <td>
        <StateMark state={state} />
      </td>
      <td className="project-moment">{format.moment(startedAt)}</td>
      <td className="number">
        {base !== null && unit}
        {format.share(base?.accuracy ?? NaN)}
      </td>
      <td className="number">
        {best !== null && (
          <>
            {unit}
            {format.share(best.accuracy)}{' '}
            {change !== undefined && <span className="quiet">({format.points(change)})</span>}
            <span className="project-network quiet">{networkName(best.name)}</span>
          </>
        )}
        {best === null && format.share(NaN)}
      </td>
      <td className="number">
        {best === null || share === undefined
          ? format.share(NaN)
          : say.ofBase(format.count(best.parameters), format.share(share))}
      </td>
      <td className="number">{seeds}</td>
    </tr>
  );
});
