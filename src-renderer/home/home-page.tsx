import type { ReactNode } from 'react';
import type { RunOverview } from '../../src-shared/routes.ts';
import { EmptyHome } from './empty-home.tsx';
import { RunTable } from './run-table.tsx';
import { useRuns } from './use-runs.ts';

interface HomePageProps {
  /** The run whose report was just closed; its row gets the focus back. */
  readonly focusedRun: string | undefined;
  readonly onOpen: (run: RunOverview) => void;
}

export function HomePage({ focusedRun, onOpen }: HomePageProps): ReactNode {
  const { runs, reload } = useRuns();
  switch (runs.state) {
    case 'loading':
      return <main className="page" aria-busy="true" aria-label="Reading the runs" />;
    case 'failed':
      return (
        <main className="page">
          <section className="notice" role="alert">
            <h1>The runs can’t be read</h1>
            <p>{runs.error.message}</p>
            <p className="quiet">
              Nothing was changed. The runs themselves are files on this computer and are still there.
            </p>
            <button type="button" className="primary" onClick={reload}>
              Try again
            </button>
          </section>
        </main>
      );
    case 'loaded':
      return (
        <main className="page">
          <header className="page-head">
            <h1>Runs</h1>
            <p className="quiet">
              in <code>{runs.list.home}</code>
            </p>
          </header>
          {runs.list.notices.map((notice) => (
            <section key={notice} className="notice" role="status">
              <p>{notice}</p>
            </section>
          ))}
          {runs.list.runs.length === 0 ? (
            <EmptyHome />
          ) : (
            <RunTable runs={runs.list.runs} focusedRun={focusedRun} onOpen={onOpen} />
          )}
        </main>
      );
  }
}
