import { basename, dirname, extname } from 'node:path';
import type { EngineLauncher } from './engine-process.ts';
import { isEngineNews, type EngineNews, type EngineRequest } from './shell-message.ts';

/** A host's line to the shell that started it. */
export interface ShellLine {
  send(message: EngineRequest): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** Who listens to one engine. */
interface Listeners {
  pid: number | undefined;
  message: (message: unknown) => void;
  exit: (reason: string) => void;
  errorOutput: (text: string) => void;
}

/** Has the shell start engines, for a host in a utility process of Electron can't start processes: the shell runs its own build's program of the entry's name. */
export function launchThroughShell(shell: ShellLine): EngineLauncher {
  const engines = new Map<number, Listeners>();
  let launched = 0;
  shell.onMessage((message) => {
    if (!isEngineNews(message)) return;
    const engine = engines.get(message.key);
    if (engine !== undefined) pass(message, engine);
    if (message.engine === 'ended') engines.delete(message.key);
  });
  return (entry) => {
    const key = launched++;
    const ignore = (): void => undefined;
    const engine: Listeners = { pid: undefined, message: ignore, exit: ignore, errorOutput: ignore };
    engines.set(key, engine);
    shell.send({ engine: 'start', key, program: programOf(entry) });
    return {
      get pid() {
        return engine.pid;
      },
      send(message) {
        if (engines.has(key)) shell.send({ engine: 'tell', key, message });
      },
      onMessage(listener) {
        engine.message = listener;
      },
      onExit(listener) {
        engine.exit = listener;
      },
      onErrorOutput(listener) {
        engine.errorOutput = listener;
      },
      kill() {
        if (engines.has(key)) shell.send({ engine: 'kill', key });
      },
    };
  };
}

/** A module of this build by its folder and name. */
function programOf(entry: string): string {
  return `${basename(dirname(entry))}/${basename(entry, extname(entry))}`;
}

function pass(news: EngineNews, engine: Listeners): void {
  switch (news.engine) {
    case 'started':
      engine.pid = news.pid;
      return;
    case 'said':
      engine.message(news.message);
      return;
    case 'complained':
      engine.errorOutput(news.text);
      return;
    case 'ended':
      engine.exit(news.reason);
  }
}
