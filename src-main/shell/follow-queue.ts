import type { Queue } from '../../src-shared/job.ts';
import type { HostEvent } from '../../src-shared/host-event.ts';
import type { HostService } from '../pages/host-service.ts';

/** What the queue is doing, by what the host has said last. */
export interface QueueActivity {
  /** A job is being carried out. */
  readonly running: boolean;
  /** One is, or the next one is about to be. */
  readonly busy: boolean;
}

const IDLE: QueueActivity = { running: false, busy: false };

/** Follows the queue from its first event on; `onChange` hears every change. A host that has ended carries nothing out. */
export function followQueue(
  host: Pick<HostService, 'onEvent'>,
  onChange: (activity: QueueActivity) => void,
): () => QueueActivity {
  let activity = IDLE;
  host.onEvent((event) => {
    const next = activityAfter(event) ?? activity;
    if (next.running === activity.running && next.busy === activity.busy) return;
    activity = next;
    onChange(activity);
  });
  return () => activity;
}

function activityAfter(event: HostEvent): QueueActivity | undefined {
  switch (event.topic) {
    case 'queue':
      return activityOf(event.queue);
    case 'stopped':
      return IDLE;
    case 'run':
    case 'runs':
    case 'download':
      return undefined;
  }
}

function activityOf({ held, jobs }: Queue): QueueActivity {
  const running = jobs.some(({ state }) => state === 'running');
  return { running, busy: running || (!held && jobs.some(({ state }) => state === 'waiting')) };
}
