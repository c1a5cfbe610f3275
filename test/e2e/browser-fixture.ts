import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser, launchServe, type Serving } from './browser.ts';
import { photographFailure } from './look.ts';

/** A page of `espalier serve` in a browser. */
export interface OpenedPage {
  readonly page: Page;
  readonly serving: Serving;
  /** What the page has violated of its content security policy, and the errors on its console. */
  readonly complaints: readonly string[];
}

/** What tests in a browser share: the browser, homes that are removed at the end, servers that are stopped. */
export interface BrowserFixture {
  newHome(): string;
  /** Serves a home and opens its page in a context of its own. */
  open(home: string, options?: BrowserContextOptions): Promise<OpenedPage>;
}

export function useBrowser(): BrowserFixture {
  const homes: string[] = [];
  const servers: Serving[] = [];
  let browser: Browser | undefined;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all(servers.map((server) => server.stop()));
    for (const home of homes) rmSync(home, { recursive: true, force: true });
  });

  return {
    newHome() {
      const home = mkdtempSync(join(tmpdir(), 'espalier-browser-'));
      homes.push(home);
      return home;
    },
    async open(home, options = {}) {
      const serving = await launchServe(home);
      servers.push(serving);
      const context = await (browser ?? (await launchBrowser())).newContext({
        viewport: { width: 1280, height: 800 },
        ...options,
      });
      const page = await context.newPage();
      photographFailure(page);
      const complaints: string[] = [];
      page.on('pageerror', ({ message }) => complaints.push(message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(serving.url);
      await page.getByRole('main').waitFor();
      return { page, serving, complaints };
    },
  };
}
