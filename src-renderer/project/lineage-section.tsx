import type { ReactNode } from 'react';
import type { RunLineage } from '../../src-shared/project.ts';
import { useMessages } from '../language/language.ts';
import { useNetworkNames } from '../language/network-names.ts';
import { Link } from '../navigation/link.tsx';
import { DataTable } from '../widgets/data-table.tsx';
import { projectMessages } from './project-messages.ts';

/** Which runs started from a network file, and which run had made it. */
export function LineageSection({ lineage }: { readonly lineage: readonly RunLineage[] }): ReactNode {
  const say = useMessages(projectMessages);
  const networkName = useNetworkNames();
  const grown = lineage.flatMap(({ run, initial }) => (initial === null ? [] : [{ run, initial }]));
  const nameOf = (id: string): string => lineage.find(({ run }) => run.id === id)?.run.name ?? id;
  return (
    <section className="card" aria-labelledby="project-lineage">
      <h2 id="project-lineage">{say.lineage}</h2>
      {grown.length === 0 ? (
        <p className="quiet">{say.noLineage}</p>
      ) : (
        <DataTable
          caption={say.lineage}
          data={{
            head: [say.run, say.startsFrom, say.madeBy],
            rows: grown.map(({ run, initial: { name, sha256, madeBy } }) => [
              <Link to={{ page: 'run', id: run.id }}>{run.name}</Link>,
              <span title={sha256}>{name}</span>,
              madeBy === null ? (
                <span className="quiet">{say.outside}</span>
              ) : (
                <>
                  <Link to={{ page: 'run', id: madeBy.run }}>{nameOf(madeBy.run)}</Link> · {networkName(madeBy.variant)}
                </>
              ),
            ]),
            words: [1, 2],
          }}
        />
      )}
    </section>
  );
}
