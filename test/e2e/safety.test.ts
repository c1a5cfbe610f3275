import { createServer } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingForWindow } from './electron-app.ts';
import { ask, fillHome, openLine, useWindow, type OpenedWindow } from './window-fixture.ts';

const missing = missingForWindow();

describe.skipIf(missing !== undefined)(`the page${missing === undefined ? '' : ` (${missing})`}`, () => {
  const fixture = useWindow();
  const server = createServer((_request, response) => {
    visitors += 1;
    response.end('reached');
  });
  let visitors = 0;
  let port = 0;
  let home = '';
  let opened: OpenedWindow;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
    home = fixture.newHome();
    fillHome(home);
    opened = await fixture.launch(home);
  });
  afterAll(() => server.close());

  it('has no Node, and of the shell nothing but the path of what is dropped on it', async () => {
    const found = await opened.page.evaluate(`({
      node: ['require', 'process', 'module', 'Buffer', 'global', 'electron'].filter((name) => name in globalThis),
      espalier: Object.keys(espalier),
      changed: (() => { try { espalier.pathOf = 1; } catch {} return espalier.pathOf === 1; })(),
    })`);
    expect(found).toEqual({ node: [], espalier: ['pathOf'], changed: false });
    const preferences = await opened.app.evaluate(({ BrowserWindow }): unknown[] =>
      BrowserWindow.getAllWindows().map(({ webContents }): unknown => {
        // Not in Electron's own types.
        const read: unknown = Reflect.get(webContents, 'getLastWebPreferences');
        return typeof read === 'function' ? Reflect.apply(read, webContents, []) : undefined;
      }),
    );
    expect(preferences).toEqual([
      expect.objectContaining({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
      }),
    ]);
  });

  it('comes under a policy that its own files never offend, and that stops what is put into it', async () => {
    const { page } = opened;
    await page.addInitScript(`
      window.violations = [];
      addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violations.push(effectiveDirective));
    `);
    const response = await page.reload();
    expect(response?.headers()['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; /);
    await page.getByRole('heading').first().waitFor();
    expect(await page.evaluate('violations')).toEqual([]);
    await page.evaluate(`{
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
    }`);
    await expect.poll(() => page.evaluate('violations')).toEqual(['script-src-elem']);
    expect(await page.evaluate('typeof injected')).toBe('undefined');
  });

  it('reaches no network, and neither does anything else in the application', async () => {
    const found = await opened.page.evaluate(`Promise.all([
      fetch('https://example.com/').then(() => 'reached', () => 'refused'),
      fetch('http://127.0.0.1:${port}/').then(() => 'reached', () => 'refused'),
      fetch('app://report/first').then(() => 'reached', () => 'refused'),
      new Promise((resolve) => {
        try {
          const socket = new WebSocket('ws://127.0.0.1:${port}/');
          socket.onopen = () => resolve('reached');
          socket.onerror = () => resolve('refused');
        } catch { resolve('refused'); }
      }),
      new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve('reached');
        image.onerror = () => resolve('refused');
        image.src = 'http://127.0.0.1:${port}/image.png';
      }),
      Promise.resolve(navigator.sendBeacon('http://127.0.0.1:${port}/') ? 'refused' : 'refused'),
    ])`);
    expect(found).toEqual(Array.from({ length: 6 }, () => 'refused'));
    const fetched = await opened.app.evaluate(
      ({ net }, address) =>
        net.fetch(address).then(
          () => 'reached',
          () => 'refused',
        ),
      `http://127.0.0.1:${port}/`,
    );
    expect(fetched).toBe('refused');
    expect(visitors).toBe(0);
  });

  it('has no permissions and no devices', async () => {
    const found = await opened.page.evaluate(`(async () => ({
      notifications: await Notification.requestPermission(),
      asked: await Promise.all(['geolocation', 'camera', 'microphone', 'midi', 'notifications', 'clipboard-read'].map(
        async (name) => (await navigator.permissions.query({ name })).state)),
      location: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(() => resolve('given'), ({ code }) => resolve(code))),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'given', () => 'refused'),
      screen: await navigator.mediaDevices.getDisplayMedia().then(() => 'given', () => 'refused'),
      devices: await Promise.all(['usb', 'hid', 'serial'].map(async (kind) =>
        (await (navigator[kind]?.getDevices?.() ?? navigator[kind]?.getPorts?.() ?? Promise.resolve([]))).length)),
      usb: await (navigator.usb?.requestDevice({ filters: [] }) ?? Promise.reject()).then(() => 'given', () => 'refused'),
    }))()`);
    expect(found).toEqual({
      notifications: 'denied',
      asked: Array.from({ length: 6 }, () => 'denied'),
      location: 1,
      camera: 'refused',
      screen: 'refused',
      devices: [0, 0, 0],
      usb: 'refused',
    });
  });

  it('gets what its own origin has and nothing beside it', async () => {
    const statusOf = (address: string, method = 'GET'): Promise<number | string> =>
      opened.app.evaluate(
        ({ net }, [url, how]) =>
          net.fetch(url ?? '', { method: how ?? 'GET' }).then(
            ({ status }) => status,
            () => 'refused',
          ),
        [address, method],
      );
    expect(await statusOf('app://espalier/index.html')).toBe(200);
    expect(await statusOf('app://report/first')).toBe(200);
    expect(await statusOf('app://report/first', 'POST')).toBe(405);
    for (const address of [
      'app://espalier/..%2f..%2fpackage.json',
      'app://espalier/..%252f..%252fpackage.json',
      'app://espalier/../src-shared/errors.js',
      'app://espalier/..%2fsrc-shared%2ferrors.js',
      'app://report/none',
      'app://image/abcdefghijklmnopqrst',
      'app://other/index.html',
    ]) {
      expect([address, await statusOf(address)]).toEqual([address, 404]);
    }
  });

  it('is refused what only the shell may ask, what needs a question first, and paths that nobody has named', async () => {
    const { page } = opened;
    await openLine(page);
    const refused = { ok: false, error: { code: 'bad-usage', message: expect.any(String) } };
    for (const [route, input] of [
      ['images.read', { token: 'abcdefghijklmnopqrst' }],
      ['exports.locate', { token: 'abcdefghijklmnopqrst' }],
      ['files.list', {}],
      ['files.list', { path: home }],
      ['runs.delete', { id: 'first' }],
      ['projects.delete', { name: 'default' }],
      ['datasets.inspect', { path: '/etc' }],
      ['datasets.inspect', { path: 'data' }],
      ['projects.restore', { path: '/etc/passwd' }],
      ['recipes.check', { recipe: { name: 'a', network: { kind: 'vgg16', weights: '/etc/passwd' } } }],
      ['runs.list', { extra: 1 }],
      ['toString', {}],
      ['__proto__', {}],
    ] as const) {
      expect([route, await ask(page, route, input)]).toEqual([route, refused]);
    }
    expect(await ask(page, 'runs.list', {})).toMatchObject({ ok: true, data: { home, runs: [{}, {}] } });
    // Named by the answer before.
    expect(await ask(page, 'datasets.inspect', { path: join(home, 'data') })).not.toEqual(refused);
    expect(await ask(page, 'datasets.inspect', { path: `${home}-beside` })).toEqual(refused);
    expect(await ask(page, 'datasets.inspect', { path: join(home, '..') })).toEqual(refused);
  });

  it('is not answered what is no request, and answered what comes after it', async () => {
    const { page } = opened;
    await openLine(page);
    await page.evaluate(`{
      const circle = {};
      circle.self = circle;
      for (const message of ['text', null, 7, [], circle, { id: 'one' }, { id: 0, route: 'runs.list', input: {}, home: '/' }, 1n, new Map(),
        { id: 0, route: 'x'.repeat(101), input: {} }, { id: 0, route: 'runs.list', input: 'x'.repeat(1_000_001) }]) espalierLine.post(message);
    }`);
    expect(await ask(page, 'runs.list', {})).toMatchObject({ ok: true });
  });

  it('may name a file that was dropped on it', async () => {
    const { page } = opened;
    const file = join(fixture.newHome(), 'weights.safetensors');
    writeFileSync(file, 'no weights');
    await openLine(page);
    await page.evaluate(`{
      const input = document.createElement('input');
      input.type = 'file';
      input.id = 'dropped';
      document.body.append(input);
    }`);
    await page.setInputFiles('#dropped', file);
    expect(await page.evaluate(`espalier.pathOf(document.querySelector('#dropped').files[0])`)).toBe(file);
    expect(await page.evaluate(`espalier.pathOf(new File(['made up'], '/etc/passwd'))`)).toBeUndefined();
    expect(await ask(page, 'projects.restore', { path: file })).toMatchObject({ error: { code: 'bad-archive' } });
    expect(await ask(page, 'projects.restore', { path: join(file, '../other') })).toMatchObject({
      error: { code: 'bad-usage' },
    });
  });

  it('has frames that get no line of their own', async () => {
    const { page } = opened;
    await page.evaluate(`document.body.append(Object.assign(document.createElement('iframe'), { name: 'inner' }))`);
    const frame = page.frame('inner');
    expect(await frame?.evaluate('typeof espalier')).toBe('undefined');
    await page.evaluate(`{
      window.ports = 0;
      window.addEventListener('message', ({ data }) => { if (data === 'espalier-port') ports += 1; });
    }`);
    await frame?.evaluate(`parent.postMessage('espalier-ready', '*')`);
    await openLine(page);
    expect(await page.evaluate('ports')).toBe(1);
  });

  // The last one: Playwright takes a navigation that was denied for one that is still going on.
  it('stays where it is, whichever way it is led elsewhere', async () => {
    const { page, app } = opened;
    await app.evaluate(({ webContents }) => {
      const [contents] = webContents.getAllWebContents();
      Reflect.set(globalThis, 'attempts', 0);
      contents?.on('will-navigate', () =>
        Reflect.set(globalThis, 'attempts', Number(Reflect.get(globalThis, 'attempts')) + 1),
      );
    });
    const attempts = (): Promise<number> => app.evaluate(() => Number(Reflect.get(globalThis, 'attempts')));
    const address = page.url();
    const ways = [
      `location.href = 'https://example.com/?next=app://espalier/'`,
      `location.replace('http://127.0.0.1:${port}/#app://espalier/')`,
      `location.assign('app://espalier.example.com/')`,
      `location.href = 'app://report/first'`,
      `location.href = 'app://espalier/index.html?next=app://espalier'`,
      `{ const link = document.createElement('a'); link.href = 'https://example.com/'; document.body.append(link); link.click(); }`,
    ];
    for (const [index, way] of ways.entries()) {
      await page.evaluate(way);
      await expect.poll(attempts, { message: way }).toBe(index + 1);
    }
    for (const way of [
      `window.open('https://example.com/')`,
      `window.open('app://espalier/')`,
      `{ const link = document.createElement('a'); link.href = 'app://espalier/'; link.target = '_blank'; document.body.append(link); link.click(); }`,
      `location.href = 'file:///etc/passwd'`,
      `location.href = 'javascript:document.title = "led"'`,
      `{ const form = document.createElement('form'); form.action = 'app://espalier/'; document.body.append(form); form.submit(); }`,
    ]) {
      await page.evaluate(way);
    }
    await page.evaluate('new Promise((resolve) => requestIdleCallback(resolve))');
    expect(page.url()).toBe(address);
    expect(await page.title()).not.toBe('led');
    expect(app.windows()).toHaveLength(1);
    expect(visitors).toBe(0);
  });
});
