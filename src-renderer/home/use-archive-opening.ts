import { useCallback, useEffect, useState } from 'react';
import type { RouteError } from '../../src-shared/routes.ts';
import type { RestoredProject } from '../../src-shared/routes/project-routes.ts';
import { useFront } from '../front/front-context.ts';
import { useAction } from '../front/use-action.ts';

interface ArchiveOpeningState {
  readonly busy: boolean;
  readonly failure: RouteError | undefined;
  readonly restored: RestoredProject | undefined;
  readonly onDismiss: () => void;
}

/** Lets the user choose a project archive and restores it; the window's menu asks for the same. */
export function useArchiveOpening(): { readonly state: ArchiveOpeningState; readonly open: () => void } {
  const front = useFront();
  const { busy, failure, perform } = useAction();
  const [restored, setRestored] = useState<RestoredProject>();

  const open = useCallback(() => {
    void front.choose('project-archive').then(async (path) => {
      if (path === undefined) return;
      setRestored(undefined);
      const done = await perform(() => front.request('projects.restore', { path }));
      setRestored(done?.data);
    });
  }, [front, perform]);

  useEffect(
    () =>
      front.onCommand((command) => {
        if (command === 'open-archive') open();
      }),
    [front, open],
  );

  return { state: { busy, failure, restored, onDismiss: () => setRestored(undefined) }, open };
}
