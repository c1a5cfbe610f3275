import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { onTestFailed } from 'vitest';
import { z } from 'zod';

/** What axe-core says of a page. */
const axeResultSchema = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      help: z.string(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string() })),
    }),
  ),
});

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

export interface Looks {
  readonly theme: 'light' | 'dark';
  readonly language: 'en' | 'zh-CN';
}

/** Every rule of axe that the page breaks, with the elements. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found: unknown = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  return axeResultSchema
    .parse(found)
    .violations.flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 200)} (${failureSummary.slice(0, 300)})`,
      ),
    );
}

/** By how many pixels the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** Puts the looks into the page's settings, as the settings screen does, and loads it anew. */
export async function dress(page: Page, looks: Looks): Promise<void> {
  await page.evaluate((settings) => localStorage.setItem('espalier-settings', JSON.stringify(settings)), looks);
  await page.reload();
  await page.getByRole('main').waitFor();
}

/** Leaves a picture of the whole page where `ESPALIER_SCREENS` names a folder, for people to look at. */
export async function photograph(page: Page, name: string): Promise<void> {
  const folder = process.env['ESPALIER_SCREENS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Leaves a picture in `test-results/` of what the page looked like where the test that opened it fails. */
export function photographFailure(page: Page): void {
  onTestFailed(async ({ task }) => {
    const name = task.name.replaceAll(/\W+/g, '-').slice(0, 60);
    await page.screenshot({ path: join('test-results', `${name}.png`), fullPage: true }).catch(() => undefined);
  });
}
