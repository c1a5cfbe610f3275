import type { ReactNode } from 'react';
import type { NetworkOverview, RunOverview } from '../../src-shared/routes.ts';
import { formatAccuracy, formatCount, formatMoment, formatShare } from '../format.ts';
import { RunStateMark } from './run-state-mark.tsx';

interface RunTableProps {
  readonly runs: readonly RunOverview[];
  readonly focusedRun: string | undefined;
  readonly onOpen: (run: RunOverview) => void;
}

/** Every run beside what it came to; a finished one's name opens its report. */
export function RunTable({ runs, focusedRun, onOpen }: RunTableProps): ReactNode {
  return (
    <table className="runs">
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col">State</th>
          <th scope="col">Started</th>
          <th scope="col" className="number">
            Base network
          </th>
          <th scope="col" className="number">
            Best smaller network
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            <th scope="row">
              {run.base === null ? (
                <span className="name">{run.name}</span>
              ) : (
                <button type="button" className="name" autoFocus={run.id === focusedRun} onClick={() => onOpen(run)}>
                  {run.name}
                </button>
              )}
              <span className="quiet">{run.error ?? run.id}</span>
            </th>
            <td>
              <RunStateMark state={run.state} />
            </td>
            <td>
              <time dateTime={run.startedAt}>{formatMoment(run.startedAt)}</time>
            </td>
            <td className="number">
              <Network network={run.base} detail="" />
            </td>
            <td className="number">
              <Network network={run.best} detail={describeBest(run)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Network({
  network,
  detail,
}: {
  readonly network: NetworkOverview | null;
  readonly detail: string;
}): ReactNode {
  if (network === null) return <span className="quiet">–</span>;
  return (
    <>
      <span className="figure">{formatAccuracy(network.accuracy)}</span>
      <span className="quiet">
        {formatCount(network.parameters)} parameters{detail}
      </span>
    </>
  );
}

function describeBest({ base, best }: RunOverview): string {
  if (base === null || best === null) return '';
  return ` (${formatShare(best.parameters / base.parameters)}), ${best.name}`;
}
