import { utilityProcess } from 'electron';
import { safeEnvironment } from '../host/engine/safe-environment.ts';
import type { HostProcess } from './host-connection.ts';

/** The host in an Electron utility process: a Node environment with nothing of the browser's. */
export function startUtilityHost(entry: string): HostProcess {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Espalier host',
    env: safeEnvironment(),
    execArgv: [],
  });
  return {
    send: (request) => child.postMessage(request),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', (code) => listener(`exit code ${code}`)),
    stop: () => child.kill(),
  };
}
