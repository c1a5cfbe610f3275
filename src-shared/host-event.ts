import type { RunEvent } from './event.ts';
import type { Queue } from './job.ts';

/** What the host tells every front unasked. */
export type HostEvent =
  /** The queue as it is now, whenever it changes. */
  | { readonly topic: 'queue'; readonly queue: Queue }
  /** What the engine of the running job says; of progress, at most four events a second. */
  | { readonly topic: 'run'; readonly runId: string; readonly event: RunEvent }
  /** Runs or projects have been added, changed or removed: whoever shows them reads them again. */
  | { readonly topic: 'runs' }
  | {
      readonly topic: 'download';
      readonly kind: 'cifar10' | 'cifar100';
      readonly received: number;
      readonly total: number | null;
    }
  /** The host's process has ended, which the shell says in its place; the next request starts it anew. `reason` reads in brackets. */
  | { readonly topic: 'stopped'; readonly reason: string };
