import type { ReactNode } from 'react';
import type { DatasetRecord } from '../../src-shared/project.ts';
import { useFormat } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { DataTable } from '../widgets/data-table.tsx';
import { projectMessages } from './project-messages.ts';

const HASH_DIGITS = 12;

/** The data sets that runs of the project used, by their content. */
export function DatasetSection({ datasets }: { readonly datasets: readonly DatasetRecord[] }): ReactNode {
  const say = useMessages(projectMessages);
  const format = useFormat();
  return (
    <section className="card" aria-labelledby="project-datasets">
      <h2 id="project-datasets">{say.datasets}</h2>
      {datasets.length === 0 ? (
        <p className="quiet">{say.noDatasets}</p>
      ) : (
        <DataTable
          caption={say.datasets}
          data={{
            head: [say.name, say.classes, say.train, say.test, say.path, say.hash],
            rows: datasets.map(({ hash, name, path, train, test, classes }) => [
              name,
              format.integer(classes),
              format.integer(train),
              format.integer(test),
              path === null ? <span className="quiet">{say.noPath}</span> : <code>{path}</code>,
              <code title={hash}>{hash.slice(0, HASH_DIGITS)}…</code>,
            ]),
            words: [4, 5],
          }}
        />
      )}
    </section>
  );
}
