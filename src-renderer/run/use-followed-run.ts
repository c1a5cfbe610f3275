import { useState } from 'react';
import { useFreshAnswer } from '../front/use-fresh-answer.ts';
import { useHostEvent } from '../front/use-host-event.ts';
import type { RunDetails } from '../../src-shared/routes/run-routes.ts';
import type { Asked } from '../front/use-answer.ts';
import { followEvent, followFrom, type FollowedRun } from './followed-run.ts';

interface Following {
  readonly details: RunDetails;
  readonly run: FollowedRun;
}

/** A run as the host has it, kept up by what its engine says. The host's answer holds all that was said before it came. */
export function useFollowedRun(id: string | undefined): {
  readonly asked: Asked<RunDetails>;
  readonly following: Following | undefined;
  readonly reload: () => void;
} {
  const { asked, reload } = useFreshAnswer('runs.show', id === undefined ? undefined : { id });
  const [following, setFollowing] = useState<Following>();
  if (asked.state === 'loaded' && asked.data !== following?.details) {
    setFollowing({ details: asked.data, run: followFrom(asked.data, following?.run) });
  }
  useHostEvent('run', ({ runId, event }) => {
    if (runId !== id) return;
    const at = new Date().toISOString();
    setFollowing((before) => before && { ...before, run: followEvent(before.run, event, at) });
  });
  return { asked, following, reload };
}
