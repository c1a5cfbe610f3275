import type { ReactNode } from 'react';
import type { RunOverview } from '../../src-shared/run-overview.ts';
import { useQueue } from '../front/queue-context.tsx';
import { useFormat } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { Link } from '../navigation/link.tsx';
import { listedMeasure, listedMeasureNames } from '../run/listed-measure.ts';
import { accuracyChange, parameterShare } from '../run/run-numbers.ts';
import { stateOfRun } from '../run/run-state.ts';
import { StateMark } from '../widgets/state-mark.tsx';
import { homeMessages } from './home-messages.ts';

const SHOWN = 5;

/** The newest runs with what came out of them. */
export function RecentRuns({ runs }: { readonly runs: readonly RunOverview[] }): ReactNode {
  const say = useMessages(homeMessages);
  const format = useFormat();
  const names = useMessages(listedMeasureNames);
  const { jobs } = useQueue();
  if (runs.length === 0) return null;
  const shown = runs.slice(0, SHOWN);
  const measure = listedMeasure(shown);
  return (
    <section className="card" aria-labelledby="home-recent">
      <h2 id="home-recent">{say.recent}</h2>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{say.run}</th>
            <th scope="col">{say.project}</th>
            <th scope="col">{say.state}</th>
            <th scope="col" className="number">
              {say.parametersLeft}
            </th>
            <th scope="col" className="number">
              {names.change[measure]}
            </th>
            <th scope="col" className="number">
              {say.started}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((run) => (
            <tr key={run.id}>
              <th scope="row">
                <Link to={{ page: 'run', id: run.id }}>{run.name}</Link>
              </th>
              <td>{run.project}</td>
              <td>
                <StateMark state={stateOfRun(run, jobs)} />
              </td>
              <td className="number">{format.share(parameterShare(run) ?? NaN)}</td>
              <td className="number">
                {measure === 'mixed' && run.task === 'detection' && <span className="quiet">mAP </span>}
                {format.points(accuracyChange(run) ?? NaN)}
              </td>
              <td className="number">{format.moment(run.startedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {measure !== 'classification' && <p className="quiet">{names.protocol}</p>}
    </section>
  );
}
