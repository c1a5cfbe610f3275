import type { HostEvent } from '../../src-shared/host-event.ts';
import type { FrontRouteOutputs, frontRoutes } from '../../src-shared/routes/front-routes.ts';
import type { Answer, Route, RouteOutputs, RouteRequest } from '../../src-shared/routes.ts';
import type { z } from 'zod';
import type { Channel, ChannelListener } from './channel.ts';
import type { FrontCommand, HostMessage } from './message.ts';

type FrontRoute = keyof FrontRouteOutputs;

/** Requests and news over a channel. */
export interface Client {
  /** Never rejects: a broken connection is an answer too. */
  request<Name extends Route>(route: Name, input: RouteRequest<Name>): Promise<Answer<RouteOutputs[Name]>>;
  /** What only the window's shell answers. */
  requestShell<Name extends FrontRoute>(
    route: Name,
    input: z.input<(typeof frontRoutes)[Name]>,
  ): Promise<Answer<FrontRouteOutputs[Name]>>;
  /** Gives the way to stop listening. */
  onEvent(listener: (event: HostEvent) => void): () => void;
  onCommand(listener: (command: FrontCommand) => void): () => void;
  /** Called once, when the host can't be reached any more. */
  onClose(listener: () => void): () => void;
}

type Settle = (answer: Answer<never>) => void;

const DISCONNECTED: Answer<never> = {
  ok: false,
  error: { code: 'internal', message: 'the connection to Espalier is lost' },
};

/** Speaks with the host over the channel that `open` gives. */
export async function createClient(open: (listener: ChannelListener) => Promise<Channel>): Promise<Client> {
  const unanswered = new Map<number, Settle>();
  const events = new Set<(event: HostEvent) => void>();
  const commands = new Set<(command: FrontCommand) => void>();
  const closings = new Set<() => void>();
  let requests = 0;
  let connected = true;

  function receive(message: HostMessage): void {
    if ('event' in message) for (const listener of events) listener(message.event);
    else if ('front' in message) for (const listener of commands) listener(message.front.command);
    else {
      unanswered.get(message.id)?.(message.answer);
      unanswered.delete(message.id);
    }
  }

  function close(): void {
    connected = false;
    for (const settle of unanswered.values()) settle(DISCONNECTED);
    unanswered.clear();
    for (const listener of closings) listener();
  }

  const channel = await open({ message: receive, closed: close });

  function ask(route: string, input: unknown): Promise<Answer<never>> {
    if (!connected) return Promise.resolve(DISCONNECTED);
    return new Promise((resolve) => {
      const id = requests++;
      unanswered.set(id, resolve);
      channel.send({ id, route, input });
    });
  }

  return {
    request: ask,
    requestShell: ask,
    onEvent: (listener) => subscribe(events, listener),
    onCommand: (listener) => subscribe(commands, listener),
    onClose: (listener) => subscribe(closings, listener),
  };
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
