import type { ReactNode } from 'react';
import type { DatasetRecord } from '../../src-shared/project.ts';
import { useFormat } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
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
        <div className="table-scroll" tabIndex={0} role="group" aria-labelledby="project-datasets">
          <table className="data">
            <thead>
              <tr>
                <th scope="col">{say.name}</th>
                <th scope="col" className="number">
                  {say.classes}
                </th>
                <th scope="col" className="number">
                  {say.train}
                </th>
                <th scope="col" className="number">
                  {say.test}
                </th>
                <th scope="col">{say.path}</th>
                <th scope="col">{say.hash}</th>
              </tr>
            </thead>
            <tbody>
              {datasets.map(({ hash, name, path, train, test, classes }) => (
                <tr key={hash}>
                  <th scope="row">{name}</th>
                  <td className="number">{format.integer(classes)}</td>
                  <td className="number">{format.integer(train)}</td>
                  <td className="number">{format.integer(test)}</td>
                  <td>{path === null ? <span className="quiet">{say.noPath}</span> : <code>{path}</code>}</td>
                  <td>
                    <code title={hash}>{hash.slice(0, HASH_DIGITS)}…</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
