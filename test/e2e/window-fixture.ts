import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { openStore } from '../../src-main/store/store.ts';
import { sampleRecipe, sampleResult } from '../sample-result.ts';
import { buildTestShell, electronFolder, installApp, launchApp, openDisplay } from './electron-app.ts';

export interface OpenedWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
}

/** What tests of the window share: the installed application, a display, homes that are removed at the end. */
export interface WindowFixture {
  newHome(): string;
  /** Starts the application on a home; its page is loaded. `host` replaces the host's program. */
  launch(home: string, host?: string): Promise<OpenedWindow>;
  /** The program of the application, to be started as a user starts it a second time. */
  executable(): string;
  display(): string;
}

/** Builds and installs the application before the tests of a file, and removes it after them, with whatever was started. */
export function useWindow(): WindowFixture {
  const homes: string[] = [];
  const started: ChildProcess[] = [];
  let screen: { readonly display: string; close(): void } | undefined;
  let installed: { readonly executable: string; remove(): void } | undefined;

  beforeAll(async () => {
    await buildTestShell();
    screen = await openDisplay();
    installed = installApp(electronFolder() ?? '');
  });
  afterAll(async () => {
    await Promise.all(started.map(end));
    installed?.remove();
    screen?.close();
    for (const home of homes) rmSync(home, { recursive: true, force: true });
  });

  return {
    newHome() {
      const home = mkdtempSync(join(tmpdir(), 'espalier-window-'));
      homes.push(home);
      return home;
    },
    async launch(home, host) {
      const app = await launchApp(installed?.executable ?? '', home, screen?.display ?? '', host);
      started.push(app.process());
      const page = await app.firstWindow();
      // By then the page has its own line, and the window is to be seen.
      await page.getByRole('main').waitFor();
      return { app, page };
    },
    executable: () => installed?.executable ?? '',
    display: () => screen?.display ?? '',
  };
}

/** Ends a process whatever it is doing; one that has ended already is fine. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.on('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** Resolves with the exit code once the application has ended by itself. */
export function endOf(app: ElectronApplication): Promise<number | null> {
  const child = app.process();
  return child.exitCode === null
    ? new Promise((resolve) => child.on('exit', resolve))
    : Promise.resolve(child.exitCode);
}

/**
 * Opens a line of the test's own in the page, which takes the place of the page's; `espalierLine.ask(route, input)` and the news in
 * `espalierLine.heard`, and `espalierLine.post` of anything.
 */
export async function openLine(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    window.addEventListener('message', function receive(event) {
      if (event.data !== 'espalier-port') return;
      window.removeEventListener('message', receive);
      const [port] = event.ports;
      const answers = new Map();
      const heard = [];
      port.onmessage = ({ data }) => ('answer' in data ? answers.get(data.id)?.(data.answer) : heard.push(data));
      window.espalierLine = {
        heard,
        post: (message) => port.postMessage(message),
        ask: (route, input) => new Promise((answer) => {
          answers.set(answers.size, answer);
          port.postMessage({ id: answers.size - 1, route, input });
        }),
      };
      resolve();
    });
    window.postMessage('espalier-ready', location.origin);
  })`);
}

/** Asks over the test's own line. */
export function ask(page: Page, route: string, input: unknown): Promise<unknown> {
  return page.evaluate(`espalierLine.ask(${JSON.stringify(route)}, ${JSON.stringify(input)})`);
}

/** A finished run and one whose process is gone. */
export function fillHome(home: string): void {
  const store = openStore(home);
  const run = { recipe: sampleRecipe, device: 'cpu' as const, pid: process.pid };
  store.createRun({ ...run, id: 'first', recipeHash: 'one', folder: join(home, 'runs/first') });
  store.saveResult('first', sampleResult({ runId: 'first' }));
  store.createRun({ ...run, id: 'second', recipeHash: 'two', folder: join(home, 'runs/second') });
  store.setRunState('second', { state: 'interrupted' });
  store.close();
}
