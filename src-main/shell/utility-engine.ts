import { utilityProcess } from 'electron';
import type { EngineProcess } from '../host/engine/engine-process.ts';
import { safeEnvironment } from '../host/engine/safe-environment.ts';

const PATIENCE_MILLISECONDS = 500;

/** Starts an engine's program in an Electron utility process. */
export function startUtilityEngine(entry: string, words: string[] = []): EngineProcess {
  const child = utilityProcess.fork(entry, words, {
    serviceName: 'Espalier engine',
    env: safeEnvironment(),
    execArgv: [],
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let ended = false;
  child.on('exit', () => (ended = true));
  const toldAll = new Promise<void>((resolve) => child.stderr?.on('close', resolve));
  return {
    get pid() {
      return child.pid;
    },
    send(message) {
      if (!ended) child.postMessage(message);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit(listener) {
      child.on('exit', (code) => {
        // Its last words may come after its end.
        const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS));
        void Promise.race([toldAll, patience]).then(() => listener(`exit code ${code}`));
      });
    },
    onErrorOutput: (listener) => void child.stderr?.on('data', (data: Buffer) => listener(data.toString('utf8'))),
    kill() {
      // Electron's own way asks, and an engine in the middle of a step doesn't hear.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      else child.kill();
    },
  };
}
