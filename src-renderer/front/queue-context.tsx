import { createContext, useContext, useState, type ReactNode } from 'react';
import type { Queue } from '../../src-shared/job.ts';
import { useAnswer } from './use-answer.ts';
import { useHostEvent } from './use-host-event.ts';

const EMPTY: Queue = { held: false, jobs: [] };
const QueueContext = createContext<Queue>(EMPTY);

/** Keeps the queue as the host last told it, for all components inside. */
export function QueueProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { asked } = useAnswer('jobs.list', {});
  const [told, setTold] = useState<Queue>();
  useHostEvent('queue', ({ queue }) => setTold(queue));
  const queue = told ?? (asked.state === 'loaded' ? asked.data : EMPTY);
  return <QueueContext value={queue}>{children}</QueueContext>;
}

export function useQueue(): Queue {
  return useContext(QueueContext);
}
