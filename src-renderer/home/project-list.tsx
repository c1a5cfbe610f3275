import type { ReactNode } from 'react';
import type { ProjectListEntry } from '../../src-shared/project.ts';
import { useFormat } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { Link } from '../navigation/link.tsx';
import { homeMessages } from './home-messages.ts';

/** All projects, the one with the last activity first. */
export function ProjectList({ projects }: { readonly projects: readonly ProjectListEntry[] }): ReactNode {
  const say = useMessages(homeMessages);
  const format = useFormat();
  if (projects.length === 0) return <p className="quiet">{say.noProjects}</p>;
  return (
    <table className="data home-projects">
      <thead>
        <tr>
          <th scope="col">{say.name}</th>
          <th scope="col" className="number">
            {say.runs}
          </th>
          <th scope="col" className="number">
            {say.datasets}
          </th>
          <th scope="col" className="number">
            {say.lastActivity}
          </th>
          <th scope="col" className="number">
            {say.disk}
          </th>
        </tr>
      </thead>
      <tbody>
        {projects.map(({ name, note, runs, datasets, lastActivity, diskBytes }) => (
          <tr key={name}>
            <th scope="row">
              <Link to={{ page: 'project', name }}>{name}</Link>
              {note !== '' && <p className="quiet home-note">{note}</p>}
            </th>
            <td className="number">{format.integer(runs)}</td>
            <td className="number">{format.integer(datasets)}</td>
            <td className="number">{lastActivity === null ? say.never : format.moment(lastActivity)}</td>
            <td className="number">{format.bytes(diskBytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
