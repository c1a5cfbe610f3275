import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { EngineProcess } from '../host/engine/engine-process.ts';
import { safeEnvironment } from '../host/engine/safe-environment.ts';

/** Starts an engine's program, of the folder of programs, in an Electron utility process. */
export function startUtilityEngine(folder: string, program: string): EngineProcess {
  const child = utilityProcess.fork(join(folder, `${program}.js`), [], {
    serviceName: 'Espalier engine',
    env: safeEnvironment(),
    execArgv: [],
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let ended = false;
  child.on('exit', () => (ended = true));
  return {
    get pid() {
      return child.pid;
    },
    send(message) {
      if (!ended) child.postMessage(message);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', (code) => listener(`exit code ${code}`)),
    onErrorOutput: (listener) => void child.stderr?.on('data', (data: Buffer) => listener(data.toString('utf8'))),
    kill() {
      // Electron's own way asks, and an engine in the middle of a step doesn't hear.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      else child.kill();
    },
  };
}
