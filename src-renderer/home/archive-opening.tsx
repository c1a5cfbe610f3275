import type { ReactNode } from 'react';
import type { RouteError } from '../../src-shared/routes.ts';
import type { RestoredProject } from '../../src-shared/routes/project-routes.ts';
import { useMessages } from '../language/language.ts';
import { Link } from '../navigation/link.tsx';
import { Failure } from '../widgets/failure.tsx';
import { Loading } from '../widgets/loading.tsx';
import { homeMessages } from './home-messages.ts';

interface ArchiveOpeningProps {
  readonly busy: boolean;
  readonly failure: RouteError | undefined;
  readonly restored: RestoredProject | undefined;
  readonly onDismiss: () => void;
}

/** How the opening of an archive goes, and what it brought. */
export function ArchiveOpening({ busy, failure, restored, onDismiss }: ArchiveOpeningProps): ReactNode {
  const say = useMessages(homeMessages);
  if (busy) return <Loading label={say.opening} />;
  if (failure !== undefined) return <Failure error={failure} />;
  if (restored === undefined) return null;
  const { project, runs, known, missingDatasets } = restored;
  return (
    <section className="notice" role="status">
      <p>{say.restored(project, runs.length)}</p>
      {known.length > 0 && <p>{say.known(known.length)}</p>}
      {missingDatasets.length > 0 && (
        <>
          <p>{say.missing}</p>
          <ul>
            {missingDatasets.map(({ name, path }) => (
              <li key={`${name} ${path}`}>
                {name}: <code>{path}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="buttons">
        <Link to={{ page: 'project', name: project }} className="button">
          {say.openProject}
        </Link>
        <button type="button" onClick={onDismiss}>
          {say.dismiss}
        </button>
      </div>
    </section>
  );
}
