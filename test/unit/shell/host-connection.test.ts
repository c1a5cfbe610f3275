import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectHost, type HostConnection, type HostProcess } from '../../../src-main/shell/host-connection.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

/** A real process that answers the later of two requests first, and ends on `die`. */
const HOST = `
  let held;
  process.on('message', ({ id, route, input }) => {
    const reply = { id, answer: { ok: true, data: { process: process.pid, input } } };
    if (route === 'die') process.exit(3);
    if (route === 'hold') held = reply;
    else {
      process.send(reply);
      if (held) process.send(held);
      held = undefined;
    }
  });`;

function connect(): HostConnection {
  const entry = join(temporaryFolder(), 'host.cjs');
  writeFileSync(entry, HOST);
  return connectHost((): HostProcess => {
    const child = fork(entry);
    return {
      send: (request) => child.send(request),
      onMessage: (listener) => child.on('message', listener),
      onExit: (listener) => child.on('exit', (code) => listener(`exit code ${String(code)}`)),
      stop: () => child.kill(),
    };
  });
}

describe('the connection to the host', () => {
  it('gives each request its own answer, in whatever order they come', async () => {
    const host = connect();
    const [held, direct] = await Promise.all([host.request('hold', 'first'), host.request('echo', 'second')]);
    expect(held).toMatchObject({ ok: true, data: { input: 'first' } });
    expect(direct).toMatchObject({ ok: true, data: { input: 'second' } });
    host.stop();
  });

  it('answers with an error when the host dies, where a page would wait for ever, and starts a new one when asked again', async () => {
    const host = connect();
    const [held, dying] = await Promise.all([host.request('hold', 1), host.request('die', 2)]);
    expect(held).toEqual(dying);
    expect(dying).toEqual({ ok: false, error: { code: 'internal', message: expect.stringContaining('exit code 3') } });
    expect(await host.request('echo', 'again')).toMatchObject({ ok: true, data: { input: 'again' } });
    host.stop();
  });
});
