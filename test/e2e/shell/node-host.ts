import { fork } from 'node:child_process';
import type { HostProcess } from '../../../src-main/shell/host-connection.ts';

/** Starts the host's entry by the Node that the test names; `ESPALIER_TEST_HOST` replaces an entry that Node can't read, one in an archive. */
export function startNodeHost(entry: string): HostProcess {
  const execPath = process.env['ESPALIER_TEST_NODE'];
  if (execPath === undefined) throw new Error('ESPALIER_TEST_NODE is not set');
  const child = fork(process.env['ESPALIER_TEST_HOST'] ?? entry, { execPath, execArgv: [] });
  return {
    send: (request) => child.send(request),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', (code) => listener(`exit code ${String(code)}`)),
    stop: () => child.kill(),
  };
}
