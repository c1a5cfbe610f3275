import { hostReplySchema, type HostAnswer, type HostRequest } from '../host/host-message.ts';

/** A host in a process of its own, as the shell sees it. */
export interface HostProcess {
  send(request: HostRequest): void;
  onMessage(listener: (message: unknown) => void): void;
  /** `reason` reads after "the host stopped". */
  onExit(listener: (reason: string) => void): void;
  stop(): void;
}

export interface HostConnection {
  /** Never rejects: a host that stops answers its open requests with an error. */
  request(route: string, input: unknown): Promise<HostAnswer>;
  stop(): void;
}

/** Starts the host with the first request, and anew with the first one after it stopped: a host that can't live is not restarted in a loop. */
export function connectHost(start: () => HostProcess): HostConnection {
  const open = new Map<number, (answer: HostAnswer) => void>();
  let running: HostProcess | undefined;
  let requests = 0;

  function settle(message: unknown): void {
    const { id, answer } = hostReplySchema.parse(message);
    open.get(id)?.(answer);
    open.delete(id);
  }

  function failAll(reason: string): void {
    running = undefined;
    const message = `the part of Espalier that keeps the runs stopped (${reason}); try again`;
    for (const answer of open.values()) answer({ ok: false, error: { code: 'internal', message } });
    open.clear();
  }

  function startHost(): HostProcess {
    const host = start();
    host.onMessage(settle);
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
    stop: () => running?.stop(),
  };
}
