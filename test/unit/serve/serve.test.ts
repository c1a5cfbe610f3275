import { request } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createHost } from '../../../src-main/host/create-host.ts';
import { serviceOf } from '../../../src-main/serve/in-process-host.ts';
import { startServer } from '../../../src-main/serve/start-server.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { sampleRecipe, sampleResult } from '../../sample-result.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

interface Serving {
  readonly port: number;
  readonly token: string;
}

/** A real server on a real home with one finished run, and a page of two files. */
async function serve(): Promise<Serving> {
  const folder = temporaryFolder();
  const page = join(folder, 'page');
  mkdirSync(page);
  writeFileSync(join(page, 'index.html'), '<title>Espalier</title>');
  writeFileSync(join(folder, 'secret.js'), 'secret');
  const host = createHost(fillHome(join(folder, 'home')));
  const server = await startServer({ port: 0, folder: page, host: serviceOf(host) });
  onTestFinished(() => {
    server.close();
    host.close();
  });
  const { port, hash } = new URL(server.url);
  return { port: Number(port), token: hash.replace('#token=', '') };
}

function fillHome(home: string): string {
  const store = openStore(home);
  const run = { recipe: sampleRecipe, device: 'cpu' as const, pid: process.pid };
  store.createRun({ ...run, id: 'first', recipeHash: 'one', folder: join(home, 'runs/first') });
  store.saveResult('first', sampleResult({ runId: 'first' }));
  store.close();
  return home;
}

interface Reply {
  readonly status: number | undefined;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** By a plain client, which lets every header be what an attacker would make it. */
function get(port: number, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers, method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode, body, headers: response.headers }));
    });
    asked.on('error', reject).end();
  });
}

interface Asking {
  readonly token?: string;
  readonly protocols?: readonly string[];
  readonly origin?: string;
  readonly host?: string;
  readonly path?: string;
}

/** An open channel and the cookie that came with it; or the status by which it was refused. */
type Channel = { readonly socket: WebSocket; readonly cookie: string } | { readonly status: number | undefined };

function open(port: number, { token = '', protocols, origin, host, path = '/channel' }: Asking): Promise<Channel> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, [...(protocols ?? ['espalier', token])], {
      origin: origin ?? `http://127.0.0.1:${port}`,
      ...(host === undefined ? {} : { headers: { host } }),
    });
    let cookie = '';
    socket.on('upgrade', ({ headers }) => (cookie = headers['set-cookie']?.[0] ?? ''));
    socket.on('open', () => resolve({ socket, cookie }));
    socket.on('unexpected-response', (_request, { statusCode }) => resolve({ status: statusCode }));
    socket.on('error', () => resolve({ status: undefined }));
  });
}

async function openPage(serving: Serving): Promise<{ readonly socket: WebSocket; readonly cookie: string }> {
  const channel = await open(serving.port, serving);
  if (!('socket' in channel)) throw new Error('the channel was refused');
  onTestFinished(() => channel.socket.terminate());
  return channel;
}

/** What comes next: a message, or the code by which the connection was closed. */
function next(socket: WebSocket): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString('utf8'))));
    socket.once('close', (code) => resolve(code));
  });
}

describe('the channel', () => {
  it('answers a page that brings the token, over the contract of every front', async () => {
    const { socket } = await openPage(await serve());
    expect(socket.protocol).toBe('espalier');
    socket.send(JSON.stringify({ id: 7, route: 'runs.list', input: {} }));
    expect(await next(socket)).toMatchObject({ id: 7, answer: { ok: true, data: { runs: [{ id: 'first' }] } } });
  });

  it('is open to nobody else', async () => {
    const { port, token } = await serve();
    const wrong = token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    for (const [asking, status] of [
      [{ token: wrong }, 401],
      [{ token: token.slice(1) }, 401],
      [{ protocols: [] }, 401],
      [{ protocols: ['espalier'] }, 401],
      [{ protocols: ['espalier', wrong, token] }, 401],
      [{ token, origin: 'https://example.com' }, 401],
      [{ token, origin: `http://127.0.0.1:${port + 1}` }, 401],
      [{ token, origin: `http://localhost:${port}` }, 401],
      [{ token, origin: 'null' }, 401],
      [{ token, host: 'example.com' }, 403],
      [{ token, host: `espalier.example.com:${port}` }, 403],
      [{ token, path: '/other' }, 404],
    ] as const) {
      const channel = await open(port, asking);
      expect([asking, channel]).toEqual([asking, { status }]);
    }
  });

  it.each([
    ['text that is no JSON', 'hello', 1008],
    ['JSON that is no request', '{"id": "one"}', 1008],
    ['a request with more than it may have', '{"id": 1, "route": "runs.list", "input": {}, "home": "/"}', 1008],
    ['bytes', Buffer.from('{"id": 1, "route": "runs.list", "input": {}}'), 1008],
    ['a message that is too large', `"${'x'.repeat(1_000_001)}"`, 1009],
  ])('ends with %s, and the server goes on', async (_what, message, code) => {
    const serving = await serve();
    const { socket } = await openPage(serving);
    socket.send(message);
    expect(await next(socket)).toBe(code);
    const again = await openPage(serving);
    again.socket.send('{"id": 1, "route": "projects.list", "input": {}}');
    expect(await next(again.socket)).toMatchObject({ id: 1, answer: { ok: true } });
  });

  it('keeps to itself what only a front may ask of its host', async () => {
    const { socket } = await openPage(await serve());
    for (const route of ['images.read', 'exports.locate']) {
      socket.send(JSON.stringify({ id: 1, route, input: { token: 'a'.repeat(20) } }));
      expect(await next(socket)).toMatchObject({ answer: { ok: false, error: { code: 'bad-usage' } } });
    }
  });
});

describe('the server', () => {
  it('gives the page under a policy that allows only its own files and channel', async () => {
    const { port } = await serve();
    const { status, body, headers } = await get(port, '/');
    expect([status, body]).toEqual([200, '<title>Espalier</title>']);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`connect-src ws://127.0.0.1:${port}/channel;`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('shows reports only to a browser that has opened the channel, without scripts', async () => {
    const serving = await serve();
    expect((await get(serving.port, '/reports/first')).status).toBe(401);
    const { cookie } = await openPage(serving);
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(cookie).not.toContain(serving.token);
    const shown = { cookie: cookie.split(';', 1).join('') };
    const report = await get(serving.port, '/reports/first', shown);
    expect(report.status).toBe(200);
    expect(String(report.headers['content-security-policy'])).toMatch(
      /frame-ancestors 'self'; sandbox allow-same-origin allow-modals$/,
    );
    expect((await get(serving.port, '/reports/none', shown)).status).toBe(404);
    expect((await get(serving.port, `/images/${'a'.repeat(20)}`, shown)).status).toBe(404);
    expect((await get(serving.port, `/exports/${'a'.repeat(20)}`, shown)).status).toBe(404);
    expect((await get(serving.port, '/reports/first', { cookie: `${shown.cookie}x` })).status).toBe(401);
    expect((await get(serving.port, '/reports/first', { ...shown, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await get(serving.port, '/reports/first', { ...shown, 'sec-fetch-site': 'same-site' })).status).toBe(403);
  });

  it.each([
    ['another name of this machine, as after DNS rebinding', '/', { host: 'example.com' }, 'GET', 403],
    ['a write', '/', {}, 'POST', 405],
    ['the parent folder', '/../secret.js', {}, 'GET', 404],
    ['the parent folder, encoded', '/..%2fsecret.js', {}, 'GET', 404],
    ['the parent folder, encoded twice', '/..%252fsecret.js', {}, 'GET', 404],
    ['the parent folder, with a backslash', '/..\\secret.js', {}, 'GET', 404],
    ['a NUL', '/index.html%00.js', {}, 'GET', 400],
    ['a name that is no text', '/%ff.js', {}, 'GET', 400],
    ['a whole address', 'http://example.com/index.html', {}, 'GET', 404],
  ])('refuses %s', async (_what, path, headers, method, status) => {
    const { port } = await serve();
    const reply = await get(port, path, headers, method);
    expect([reply.status, reply.body]).toEqual([status, '']);
  });

  it('goes on after what is no HTTP', async () => {
    const { port } = await serve();
    const socket = connectSocket(port, '127.0.0.1');
    await new Promise((resolve) => {
      socket.on('close', resolve).on('error', () => undefined);
      socket.write('\0\0\0 not HTTP\r\n\r\n');
      socket.resume();
    });
    expect((await get(port, '/')).status).toBe(200);
  });

  it('says which port it can’t have', async () => {
    const { port } = await serve();
    const host = createHost(temporaryFolder());
    await expect(startServer({ port, folder: '.', host: serviceOf(host) })).rejects.toThrow(`port ${port}`);
  });
});
