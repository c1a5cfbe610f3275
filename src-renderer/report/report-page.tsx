import { useEffect, type ReactNode } from 'react';
import type { RunOverview } from '../../src-shared/routes.ts';
import { reportAddress } from '../host.ts';

interface ReportPageProps {
  readonly run: RunOverview;
  readonly onClose: () => void;
}

/** A run's report, in a frame of its own origin that can run no script. */
export function ReportPage({ run, onClose }: ReportPageProps): ReactNode {
  useEffect(() => {
    const closeOnEscape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose();
    };
    window.addEventListener('keydown', closeOnEscape);
    return () => window.removeEventListener('keydown', closeOnEscape);
  }, [onClose]);

  return (
    <main className="report">
      <header className="report-head">
        <button type="button" autoFocus onClick={onClose}>
          ← Runs
        </button>
        <h1>{run.name}</h1>
      </header>
      <iframe title={`Report of ${run.name}`} src={reportAddress(run.id)} sandbox="" />
    </main>
  );
}
