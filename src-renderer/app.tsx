import { useState, type ReactNode } from 'react';
import type { RunOverview } from '../src-shared/routes.ts';
import { HomePage } from './home/home-page.tsx';
import { ReportPage } from './report/report-page.tsx';

/** The window's content: the list of runs, or one run's report. */
export function App(): ReactNode {
  const [opened, setOpened] = useState<RunOverview>();
  const [lastOpened, setLastOpened] = useState<string>();

  if (opened !== undefined) {
    const close = (): void => {
      setLastOpened(opened.id);
      setOpened(undefined);
    };
    return <ReportPage run={opened} onClose={close} />;
  }
  return <HomePage focusedRun={lastOpened} onOpen={setOpened} />;
}
