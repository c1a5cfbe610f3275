import type { HostEvent } from '../../src-shared/host-event.ts';
import type { Answer } from '../../src-shared/routes.ts';

/** What the page sends to its host. */
export interface RequestMessage {
  readonly id: number;
  readonly route: string;
  readonly input: unknown;
}

/** What the shell's menu asks the page to show. */
export type FrontCommand = 'new' | 'home' | 'settings' | 'open-recipe' | 'open-archive';

/**
 * What comes back: an answer to the request of the same id, or news. It comes from our own host over a channel of its own, so that its form is
 * trusted; `never` fits whatever the request's route answers.
 */
export type HostMessage =
  | { readonly id: number; readonly answer: Answer<never> }
  | { readonly event: HostEvent }
  | { readonly front: { readonly command: FrontCommand } };

/** Tells a host's message from anything else. */
export function isHostMessage(value: unknown): value is HostMessage {
  return typeof value === 'object' && value !== null && ('answer' in value || 'event' in value || 'front' in value);
}
