import { useEffect, useRef, useState } from 'react';
import type { RouteError } from '../../src-shared/routes.ts';
import type { RestoredProject } from '../../src-shared/routes/project-routes.ts';
import { useFront } from '../front/front-context.ts';
import { useAction } from '../front/use-action.ts';
import { goTo } from '../navigation/use-place.ts';

interface ArchiveOpeningState {
  readonly busy: boolean;
  readonly failure: RouteError | undefined;
  readonly restored: RestoredProject | undefined;
  readonly onDismiss: () => void;
}

/** Restores the project archive that the place names, once; `open` lets the user choose one. */
export function useArchiveOpening(archive: string | undefined): {
  readonly state: ArchiveOpeningState;
  readonly open: () => void;
} {
  const front = useFront();
  const { busy, failure, perform } = useAction();
  const [restored, setRestored] = useState<RestoredProject>();
  const begun = useRef<string>(undefined);

  useEffect(() => {
    if (archive === undefined || begun.current === archive) return;
    begun.current = archive;
    void perform(() => front.request('projects.restore', { path: archive })).then((done) => setRestored(done?.data));
  }, [archive, front, perform]);

  async function choose(): Promise<void> {
    const path = await front.choose('project-archive');
    if (path !== undefined) goTo({ page: 'home', archive: path });
  }

  const onDismiss = (): void => goTo({ page: 'home' }, 'replace');
  return { state: { busy, failure, restored, onDismiss }, open: () => void choose() };
}
