import { fork } from 'node:child_process';
import type { EngineProcess } from './engine-process.ts';
import { LARGE_PAGES } from './large-pages.ts';
import { safeEnvironment } from './safe-environment.ts';

/** Starts a process on the same Node as this one. */
export function forkEngine(entry: string): EngineProcess {
  // Whatever a native library prints goes to our standard error: standard output belongs to `--json`.
  const env = { ...LARGE_PAGES, ...safeEnvironment() };
  const child = fork(entry, [], { env, stdio: ['ignore', 2, 'pipe', 'ipc'], execArgv: [] });
  return {
    pid: child.pid,
    send(message) {
      if (child.connected) child.send(message);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit(listener) {
      let ended = false;
      const end = (reason: string): void => {
        if (!ended) listener(reason);
        ended = true;
      };
      // Of one that has started it only says that a message didn't reach it; how it ends is still to come.
      child.on('error', ({ message }) => {
        if (child.pid === undefined) end(message);
      });
      child.on('close', (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`));
    },
    onErrorOutput: (listener) => void child.stderr?.setEncoding('utf8').on('data', listener),
    kill: () => void child.kill('SIGKILL'),
  };
}
