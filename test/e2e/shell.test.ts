import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { launchArguments, missingForWindow } from './electron-app.ts';
import { answerDialog } from './native-dialogs.ts';
import { ask, endOf, fillHome, openLine, useWindow } from './window-fixture.ts';

const missing = missingForWindow();

/** A run that goes on until it is stopped. */
const LONG_RECIPE = {
  name: 'long',
  device: 'cpu',
  dataset: { kind: 'generated', train: 2000, test: 100 },
  network: { kind: 'vgg16', width: 0.05 },
  train: { epochs: 500, batchSize: 16 },
  export: [],
};

describe.skipIf(missing !== undefined)(`the shell${missing === undefined ? '' : ` (${missing})`}`, () => {
  const fixture = useWindow();

  it('opens native dialogs, and lets the page name what was chosen', async () => {
    const home = fixture.newHome();
    const { app, page } = await fixture.launch(home);
    await openLine(page);
    const chosen = fixture.newHome();
    await answerDialog(app, 'showOpenDialog', { canceled: true, filePaths: [] });
    expect(await ask(page, 'shell.choose', { what: 'dataset-folder' })).toEqual({ ok: true, data: null });
    expect(await ask(page, 'datasets.inspect', { path: chosen })).toMatchObject({ error: { code: 'bad-usage' } });
    await answerDialog(app, 'showOpenDialog', { canceled: false, filePaths: [chosen] });
    expect(await ask(page, 'shell.choose', { what: 'dataset-folder' })).toEqual({ ok: true, data: { path: chosen } });
    expect(await ask(page, 'datasets.inspect', { path: chosen })).not.toMatchObject({ error: { code: 'bad-usage' } });
    await app.close();
  });

  it('destroys nothing without a yes in its own dialog', async () => {
    const home = fixture.newHome();
    fillHome(home);
    const { app, page } = await fixture.launch(home);
    await openLine(page);
    const question = {
      route: 'runs.delete',
      input: { id: 'second' },
      title: 'Delete the run?',
      detail: 'Two epochs would be lost.',
      action: 'Delete',
      cancel: 'Keep',
    };
    await answerDialog(app, 'showMessageBox', { response: 1 });
    expect(await ask(page, 'shell.confirm', question)).toEqual({ ok: true, data: { answer: null } });
    expect(await ask(page, 'runs.list', {})).toMatchObject({ data: { runs: [{}, {}] } });
    await answerDialog(app, 'showMessageBox', { response: 0 });
    expect(await ask(page, 'shell.confirm', question)).toMatchObject({ ok: true, data: { answer: { ok: true } } });
    expect(await ask(page, 'runs.list', {})).toMatchObject({ data: { runs: [{ id: 'first' }] } });
    expect(await ask(page, 'shell.confirm', { ...question, route: 'runs.move' })).toMatchObject({ ok: false });
    await app.close();
  });

  it('brings exports and reports to where the user wants them', async () => {
    const home = fixture.newHome();
    fillHome(home);
    const { app, page } = await fixture.launch(home);
    await openLine(page);
    const pdf = join(home, 'a report.pdf');
    await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: pdf });
    expect(await ask(page, 'shell.savePdf', { runs: ['first'], fileName: 'report.pdf' })).toEqual({
      ok: true,
      data: { path: pdf },
    });
    const content = readFileSync(pdf, 'latin1');
    expect(content.startsWith('%PDF-')).toBe(true);
    // A4 in points.
    expect(content).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
    expect(await ask(page, 'shell.savePdf', { runs: ['second'], fileName: 'report.pdf' })).toMatchObject({ ok: false });

    const ticket: unknown = await ask(page, 'exports.report', { runs: ['first'], format: 'md' });
    expect(ticket).toMatchObject({ ok: true });
    const target = join(home, 'saved');
    await answerDialog(app, 'showSaveDialog', { canceled: false, filePath: target });
    const token: unknown = await page.evaluate(`(${JSON.stringify(ticket)}).data.token`);
    expect(await ask(page, 'shell.save', { token, fileName: 'report.md' })).toEqual({
      ok: true,
      data: { path: target },
    });
    expect(existsSync(target)).toBe(true);
    await app.close();
  });

  it('has menus in the page’s language and windows in its theme', async () => {
    const { app, page } = await fixture.launch(fixture.newHome());
    await openLine(page);
    expect(await menuLabels(app)).toEqual(expect.arrayContaining(['New Compression…', 'About Espalier']));
    await ask(page, 'shell.appearance', { theme: 'dark', language: 'zh-CN' });
    expect(await menuLabels(app)).toEqual(expect.arrayContaining(['新建压缩…', '关于 Espalier']));
    await expect.poll(() => page.evaluate(`matchMedia('(prefers-color-scheme: dark)').matches`)).toBe(true);
    await app.close();
  });

  it('opens its window where it was last, where that can still be seen', async () => {
    const home = fixture.newHome();
    const first = await fixture.launch(home);
    const bounds = { x: 40, y: 60, width: 900, height: 700 };
    await first.app.evaluate(({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]?.setBounds(place), bounds);
    await first.app.close();

    const second = await fixture.launch(home);
    expect(await boundsOf(second.app)).toEqual(bounds);
    await second.app.close();

    const file = join(home, 'window', 'window.json');
    const saved: unknown = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify(Object.assign({}, saved, { bounds: { ...bounds, x: 30_000 } })));
    const third = await fixture.launch(home);
    expect((await boundsOf(third.app)).x).toBeLessThan(1920);
    await third.app.close();
  });

  it('lets its page put a text into the clipboard, and not read it', async () => {
    const { app, page } = await fixture.launch(fixture.newHome());
    await page.evaluate(`navigator.clipboard.writeText('a hash')`);
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('a hash');
    expect(await page.evaluate(`navigator.clipboard.readText().then(() => 'read', () => 'refused')`)).toBe('refused');
    await app.close();
  });

  it('passes the menu’s commands on to the page', async () => {
    const { app, page } = await fixture.launch(fixture.newHome());
    await openLine(page);
    for (const command of ['new', 'open-recipe', 'open-archive', 'settings', 'home']) {
      await app.evaluate(({ Menu }, id) => void Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), command);
    }
    await expect
      .poll(() => page.evaluate('espalierLine.heard.flatMap(({ front }) => front ? [front.command] : [])'))
      .toEqual(['new', 'open-recipe', 'open-archive', 'settings', 'home']);
    await app.close();
  });

  it('says that the host has ended, and starts another when it is needed', async () => {
    const { app, page } = await fixture.launch(fixture.newHome());
    await openLine(page);
    await ask(page, 'projects.list', {});
    process.kill(await childOf(app, 'host-process'), 'SIGKILL');
    await expect.poll(() => page.evaluate('espalierLine.heard.map(({ event }) => event?.topic)')).toContain('stopped');
    expect(await ask(page, 'projects.list', {})).toMatchObject({ ok: true });
    await app.close();
  });

  it('keeps a run going without a window, shows it again when started again, and stops it at a checkpoint on the way out', async () => {
    const home = fixture.newHome();
    const { app, page } = await fixture.launch(home);
    await openLine(page);
    expect(await ask(page, 'jobs.add', { recipe: LONG_RECIPE, project: 'default' })).toMatchObject({ ok: true });
    await expect
      .poll(() => ask(page, 'runs.list', {}), { timeout: 60_000 })
      .toMatchObject({
        data: { runs: [{ state: 'running' }] },
      });
    expect(await app.evaluate(({ powerSaveBlocker }) => powerSaveBlocker.isStarted(0))).toBe(true);

    // Cancel: all stays as it is.
    await answerDialog(app, 'showMessageBox', { response: 2 });
    await closeWindow(app);
    expect(app.windows()).toHaveLength(1);

    await answerDialog(app, 'showMessageBox', { response: 1 });
    const gone = page.waitForEvent('close');
    await closeWindow(app);
    await gone;

    const opening = app.waitForEvent('window');
    startAgain(fixture.executable(), home, fixture.display());
    const again = await opening;
    await again.getByRole('main').waitFor();
    await openLine(again);
    expect(await ask(again, 'runs.list', {})).toMatchObject({ data: { runs: [{ state: 'running' }] } });

    await answerDialog(app, 'showMessageBox', { response: 0 });
    const ended = endOf(app);
    await closeWindow(app);
    expect(await ended).toBe(0);

    const later = await fixture.launch(home);
    await openLine(later.page);
    expect(await ask(later.page, 'runs.list', {})).toMatchObject({ data: { runs: [{ state: 'interrupted' }] } });
    await later.app.close();
  });
});

async function closeWindow(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

function boundsOf(app: ElectronApplication): Promise<{ x: number; y: number; width: number; height: number }> {
  return app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return window?.getBounds() ?? { x: 0, y: 0, width: 0, height: 0 };
  });
}

function menuLabels(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(
    ({ Menu }) =>
      Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items.map(({ label }) => label) ?? []) ?? [],
  );
}

/** The process of the application's whose command line names a program. */
async function childOf(app: ElectronApplication, program: string): Promise<number> {
  const parent = app.process().pid ?? 0;
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ');
  const found = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program));
  if (found === undefined) throw new Error(`no process of ${program}`);
  return Promise.resolve(Number(found));
}

/** As a user does who starts the application a second time. */
function startAgain(executable: string, home: string, display: string): void {
  spawn(executable, launchArguments(home), {
    env: { PATH: process.env['PATH'] ?? '', HOME: home, DISPLAY: display },
    stdio: 'ignore',
  });
}
