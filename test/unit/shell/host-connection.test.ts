import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { HostEvent } from '../../../src-shared/host-event.ts';
import { forkEngine } from '../../../src-main/host/engine/fork-engine.ts';
import { createEngineRoom } from '../../../src-main/shell/engine-room.ts';
import { connectHost, type HostConnection, type HostProcess } from '../../../src-main/shell/host-connection.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

/**
 * A real process that answers the later of two requests first, ends on `die`, tells news on `tell`, and on `engine` has an engine started, told
 * something and answers what that said, or how it ended.
 */
const HOST = `
  let held;
  const open = new Map();
  let engines = 0;
  process.on('message', (message) => {
    if (message.engine !== undefined) {
      if (message.engine === 'started' || message.engine === 'complained') return;
      process.send({ id: open.get(message.key), answer: { ok: true, data: message } });
      return;
    }
    const { id, route, input } = message;
    const reply = { id, answer: { ok: true, data: { process: process.pid, input } } };
    if (route === 'die') process.exit(3);
    if (route === 'tell') process.send({ event: { topic: 'runs' } });
    if (route === 'engine') {
      const key = engines++;
      open.set(key, id);
      process.send({ engine: 'start', key, program: 'engine/echo' });
      process.send(input === 'kill' ? { engine: 'kill', key } : { engine: 'tell', key, message: { say: input } });
    } else if (route === 'hold') held = reply;
    else {
      process.send(reply);
      if (held) process.send(held);
      held = undefined;
    }
  });`;

/** Says what it is told and who it is; ends by itself on `end`. */
const ENGINE = `
  process.on('message', ({ say }) => {
    if (say === 'end') process.exit(7);
    process.send({ said: say, pid: process.pid });
  });`;

function connect(): HostConnection {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'host.cjs'), HOST);
  mkdirSync(join(folder, 'engine'));
  writeFileSync(join(folder, 'engine/echo.cjs'), ENGINE);
  const host = connectHost(
    (): HostProcess => {
      const child = fork(join(folder, 'host.cjs'));
      return {
        send: (request) => child.send(request),
        onMessage: (listener) => child.on('message', listener),
        onExit: (listener) => child.on('exit', (code) => listener(`exit code ${String(code)}`)),
        stop: () => child.kill(),
      };
    },
    createEngineRoom((program) => forkEngine(join(folder, `${program}.cjs`))),
  );
  onTestFinished(() => host.stop());
  return host;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the connection to the host', () => {
  it('gives each request its own answer, in whatever order they come', async () => {
    const host = connect();
    const [held, direct] = await Promise.all([host.request('hold', 'first'), host.request('echo', 'second')]);
    expect(held).toMatchObject({ ok: true, data: { input: 'first' } });
    expect(direct).toMatchObject({ ok: true, data: { input: 'second' } });
  });

  it('answers with an error when the host dies, where a page would wait for ever, says so, and starts a new one when asked again', async () => {
    const host = connect();
    const events: HostEvent[] = [];
    host.onEvent((event) => events.push(event));
    const [held, dying] = await Promise.all([host.request('hold', 1), host.request('die', 2)]);
    expect(held).toEqual(dying);
    expect(dying).toEqual({ ok: false, error: { code: 'internal', message: expect.stringContaining('exit code 3') } });
    expect(events).toEqual([{ topic: 'stopped', reason: 'exit code 3' }]);
    expect(await host.request('echo', 'again')).toMatchObject({ ok: true, data: { input: 'again' } });
  });

  it('tells the news to who listens, and no more to who has left', async () => {
    const host = connect();
    const events: HostEvent[] = [];
    const leave = host.onEvent((event) => events.push(event));
    await host.request('tell', 1);
    leave();
    await host.request('tell', 2);
    expect(events).toEqual([{ topic: 'runs' }]);
  });

  it('starts the engines that the host asks for, and tells it what they say and how they end', async () => {
    const host = connect();
    const answers = await Promise.all(['hello', 'end', 'kill'].map((input) => host.request('engine', input)));
    expect(answers).toMatchObject([
      { data: { engine: 'said', key: 0, message: { said: 'hello' } } },
      { data: { engine: 'ended', key: 1, reason: 'exit code 7' } },
      { data: { engine: 'ended', key: 2, reason: 'signal SIGKILL' } },
    ]);
  });

  it('leaves no engine running whose host has died, and takes none of its successor’s for one of them', async () => {
    const host = connect();
    const first = await host.request('engine', 'hello');
    const orphan = Number(/"pid":(\d+)/.exec(JSON.stringify(first))?.[1]);
    expect(isAlive(orphan)).toBe(true);
    await host.request('die', 1);
    await expect.poll(() => isAlive(orphan)).toBe(false);
    expect(await host.request('engine', 'again')).toMatchObject({ data: { key: 0, message: { said: 'again' } } });
  });
});
