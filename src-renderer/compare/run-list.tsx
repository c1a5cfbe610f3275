import type { ReactNode } from 'react';
import type { RunResult } from '../../src-shared/result.ts';
import { useFormat } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { Link } from '../navigation/link.tsx';
import { compareMessages } from './compare-messages.ts';

/** Which run has which number in the comparison. */
export function RunList({ results }: { readonly results: readonly RunResult[] }): ReactNode {
  const say = useMessages(compareMessages);
  const format = useFormat();
  return (
    <section className="card">
      <h2>{say.runs}</h2>
      <ol className="compare-runs">
        {results.map(({ runId, name, dataset, seconds }, index) => (
          <li key={runId}>
            <span className="compare-number">#{index + 1}</span>
            <Link to={{ page: 'run', id: runId }}>{name}</Link>
            <span className="quiet">{say.runFacts(dataset.name, format.duration(seconds))}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
