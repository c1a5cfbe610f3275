import type { HostMessage, RequestMessage } from './message.ts';

/** A two-way line to the host: a message port in the window, a WebSocket in a browser. */
export interface Channel {
  send(message: RequestMessage): void;
}

/** What a channel tells. */
export interface ChannelListener {
  message(message: HostMessage): void;
  /** No request is answered any more. */
  closed(): void;
}
