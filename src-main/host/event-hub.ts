import type { HostEvent } from '../../src-shared/host-event.ts';

/** Brings the host's events to whoever listens. */
export interface EventHub {
  tell(event: HostEvent): void;
  /** Gives the way to stop listening. */
  listen(listener: (event: HostEvent) => void): () => void;
}

export function createEventHub(): EventHub {
  const listeners = new Set<(event: HostEvent) => void>();
  return {
    tell(event) {
      for (const listener of listeners) listener(event);
    },
    listen(listener) {
      // Each call counts by itself, even of the same function.
      const own = (event: HostEvent): void => listener(event);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
