import type { HostEvent } from '../../src-shared/host-event.ts';
import { hostReplySchema, isHostNews, type HostAnswer, type HostRequest } from '../host/host-message.ts';
import { isEngineRequest, type EngineNews } from '../host/engine/shell-message.ts';
import type { HostService } from '../pages/host-service.ts';
import type { EngineRoom } from './engine-room.ts';

/** A host in a process of its own, as the shell sees it. */
export interface HostProcess {
  send(message: HostRequest | EngineNews): void;
  onMessage(listener: (message: unknown) => void): void;
  /** `reason` reads after "the host stopped". */
  onExit(listener: (reason: string) => void): void;
  stop(): void;
}

export interface HostConnection extends HostService {
  stop(): void;
}

/**
 * Starts the host with the first request, and anew with the first one after it stopped: a host that can't live is not restarted in a loop. A
 * host that stops answers its open requests with an error, and its end is an event.
 */
export function connectHost(start: () => HostProcess, engines: EngineRoom): HostConnection {
  const open = new Map<number, (answer: HostAnswer) => void>();
  const listeners = new Set<(event: HostEvent) => void>();
  let running: HostProcess | undefined;
  let requests = 0;

  function receive(host: HostProcess, message: unknown): void {
    if (isHostNews(message)) tell(message.event);
    else if (isEngineRequest(message)) engines.handle(message, (news) => host.send(news));
    else {
      const { id, answer } = hostReplySchema.parse(message);
      open.get(id)?.(answer);
      open.delete(id);
    }
  }

  function tell(event: HostEvent): void {
    for (const listener of listeners) listener(event);
  }

  function failAll(reason: string): void {
    running = undefined;
    engines.clear();
    const message = `the part of Espalier that keeps the runs stopped (${reason}); try again`;
    for (const answer of open.values()) answer({ ok: false, error: { code: 'internal', message } });
    open.clear();
    tell({ topic: 'stopped', reason });
  }

  function startHost(): HostProcess {
    const host = start();
    host.onMessage((message) => receive(host, message));
    host.onExit(failAll);
    return host;
  }

  return {
    request: (route, input) =>
      new Promise((resolve) => {
        running ??= startHost();
        const id = requests++;
        open.set(id, resolve);
        running.send({ id, route, input });
      }),
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: () => running?.stop(),
  };
}
