import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src-main/store/store.ts';
import { sampleRecipe, sampleResult } from '../sample-result.ts';
import {
  buildTestShell,
  electronFolder,
  installApp,
  launchApp,
  missingForWindow,
  openDisplay,
} from './electron-app.ts';

const missing = missingForWindow();

describe.skipIf(missing !== undefined)(`the window${missing === undefined ? '' : ` (${missing})`}`, () => {
  const homes: string[] = [];
  let screen: { readonly display: string; close(): void };
  let installed: { readonly executable: string; remove(): void };

  beforeAll(async () => {
    await buildTestShell();
    screen = await openDisplay();
    installed = installApp(electronFolder() ?? '');
  });
  afterAll(() => {
    installed.remove();
    screen.close();
    for (const home of homes) rmSync(home, { recursive: true, force: true });
  });

  function newHome(): string {
    const home = mkdtempSync(join(tmpdir(), 'espalier-window-'));
    homes.push(home);
    return home;
  }

  async function withWindow(home: string, use: (page: Page, app: ElectronApplication) => Promise<void>): Promise<void> {
    const app = await launchApp(installed.executable, home, screen.display);
    try {
      await use(await app.firstWindow(), app);
    } finally {
      await app.close();
    }
  }

  it('tells a new user how to start a run', async () => {
    const home = newHome();
    await withWindow(home, async (page) => {
      await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
      expect(await page.title()).toBe('Espalier');
      expect(await page.getByText('npx espalier demo').isVisible()).toBe(true);
      expect(await page.getByText(home).isVisible()).toBe(true);
    });
  });

  it('lists runs and shows a report, by the keyboard alone', async () => {
    const home = newHome();
    fillHome(home);
    await withWindow(home, async (page) => {
      await page.getByRole('table').waitFor();
      expect(await page.getByRole('rowheader').count()).toBe(2);
      expect(await page.getByRole('cell', { name: 'Interrupted' }).count()).toBe(1);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const report = page.frameLocator('iframe');
      await report.getByRole('heading').first().waitFor();
      expect(await page.getByRole('button', { name: 'Runs' }).evaluate((button) => button.matches(':focus'))).toBe(
        true,
      );
      await page.keyboard.press('Escape');
      await page.getByRole('table').waitFor();
    });
  });

  it('says what is wrong when the runs can’t be read, and tries again', async () => {
    const home = newHome();
    const database = join(home, 'espalier.sqlite');
    writeNewerDatabase(database);
    await withWindow(home, async (page) => {
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('alert').innerText()).toContain(home);
      rmSync(database);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
    });
  });

  it('says that a damaged database has been moved aside', async () => {
    const home = newHome();
    writeFileSync(join(home, 'espalier.sqlite'), 'not a database, and longer than a header would have to be'.repeat(4));
    await withWindow(home, async (page) => {
      await page.getByRole('status').first().waitFor();
      expect(await page.getByRole('status').first().innerText()).toContain('moved');
      await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
    });
  });

  it('gives the page no Node, no network, no permissions and no way out', async () => {
    await withWindow(newHome(), async (page, app) => {
      await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
      const found = await page.evaluate(async () => ({
        require: typeof Reflect.get(globalThis, 'require'),
        process: typeof Reflect.get(globalThis, 'process'),
        notifications: await Notification.requestPermission(),
        network: await fetch('https://example.com/').then(
          () => 'reached',
          () => 'refused',
        ),
        opened: window.open('https://example.com/') === null,
      }));
      expect(found).toEqual({
        require: 'undefined',
        process: 'undefined',
        notifications: 'denied',
        network: 'refused',
        opened: true,
      });

      expect(await page.evaluate('Object.keys(espalier)')).toEqual(['request']);
      const response = await page.reload();
      expect(response?.headers()['content-security-policy']).toContain("default-src 'none'");
      for (const target of ['https://example.com/?next=app://espalier/', 'file:///etc/passwd', 'app://report/none']) {
        await page.evaluate((address) => {
          location.href = address;
        }, target);
        await page.waitForTimeout(200);
        expect(page.url()).toBe('app://espalier/');
      }
      expect(app.windows()).toHaveLength(1);
    });
  });

  it('refuses requests that are not in the contract', async () => {
    await withWindow(newHome(), async (page) => {
      await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
      const answers: unknown = await page.evaluate(`Promise.all([
        espalier.request('runs.list', { extra: 1 }),
        espalier.request('runs.report', { id: '../../etc/passwd' }),
        espalier.request('toString', {}),
        espalier.request(7, {}).catch(() => 'refused'),
      ])`);
      expect(answers).toEqual([
        { ok: false, error: { code: 'bad-usage', message: expect.stringContaining('extra') } },
        { ok: false, error: { code: 'not-found', message: expect.any(String) } },
        { ok: false, error: { code: 'bad-usage', message: 'the host has no route "toString"' } },
        'refused',
      ]);
    });
  });
});

/** A finished run and one whose process is gone. */
function fillHome(home: string): void {
  const store = openStore(home);
  const run = { recipe: sampleRecipe, device: 'cpu' as const, pid: process.pid };
  store.createRun({ ...run, id: 'first', recipeHash: 'one', folder: join(home, 'runs/first') });
  store.saveResult('first', sampleResult({ runId: 'first' }));
  store.createRun({ ...run, id: 'second', recipeHash: 'two', folder: join(home, 'runs/second') });
  store.setRunState('second', { state: 'interrupted' });
  store.close();
}

/** What a later version of the application would leave. */
function writeNewerDatabase(file: string): void {
  const database = new Database(file);
  database.pragma('user_version = 9999');
  database.close();
}
