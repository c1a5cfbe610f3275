import type { HostEvent } from '../../src-shared/host-event.ts';
import type { HostAnswer } from '../host/host-message.ts';

/** The host as the fronts of pages see it, in whichever process it is. */
export interface HostService {
  /** Never rejects. */
  request(route: string, input: unknown): Promise<HostAnswer>;
  /** Gives the way to stop listening. */
  onEvent(listener: (event: HostEvent) => void): () => void;
}
