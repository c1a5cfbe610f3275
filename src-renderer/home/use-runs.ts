import { useCallback, useEffect, useState } from 'react';
import type { RouteError, RunList } from '../../src-shared/routes.ts';
import { ask } from '../host.ts';

const REFRESH_MILLISECONDS = 5000;

export type Runs =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: RouteError }
  | { readonly state: 'loaded'; readonly list: RunList };

/** The runs of the home folder, read again when the window gets the focus and every few seconds while one is running. */
export function useRuns(): { readonly runs: Runs; readonly reload: () => void } {
  const [runs, setRuns] = useState<Runs>({ state: 'loading' });

  const reload = useCallback(() => {
    void ask('runs.list', {}).then((answer) => {
      setRuns(answer.ok ? { state: 'loaded', list: answer.data } : { state: 'failed', error: answer.error });
    });
  }, []);

  useEffect(() => {
    reload();
    window.addEventListener('focus', reload);
    return () => window.removeEventListener('focus', reload);
  }, [reload]);

  const isRunning = runs.state === 'loaded' && runs.list.runs.some((run) => run.state === 'running');
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(reload, REFRESH_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isRunning, reload]);

  return { runs, reload };
}
