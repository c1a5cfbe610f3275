import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src-main/store/store.ts';
import { sampleRecipe, sampleResult } from '../sample-result.ts';
import { missingForBrowser } from './browser.ts';
import { useBrowser } from './browser-fixture.ts';

const missing = missingForBrowser();
const RUNS = 200;
const STEPS = 100_000;

describe.skipIf(missing !== undefined)(`a large project${missing === undefined ? '' : ` (${missing})`}`, () => {
  const browser = useBrowser();

  it('with 200 runs and 100,000 recorded losses opens and scrolls without a second of standstill', async () => {
    const home = browser.newHome();
    fillLargeHome(home);
    const { page } = await browser.open(home);

    const opened = performance.now();
    await page.goto(`${new URL(page.url()).origin}/#/projects/large`);
    await page.getByRole('table').first().waitFor();
    expect(performance.now() - opened).toBeLessThan(3000);
    expect(await page.getByRole('row').count()).toBeGreaterThan(RUNS);
    expect(await longestStandstill(page)).toBeLessThan(1000);

    await page.goto(`${new URL(page.url()).origin}/#/runs/run-1`);
    await page.locator('canvas').first().waitFor();
    expect(await longestStandstill(page)).toBeLessThan(1000);
  });
});

function fillLargeHome(home: string): void {
  const store = openStore(home);
  const run = { recipe: sampleRecipe, device: 'cpu' as const, pid: process.pid, project: 'large' };
  for (let index = 1; index <= RUNS; index++) {
    const id = `run-${index}`;
    store.createRun({ ...run, id, recipeHash: id, folder: join(home, 'runs', id) });
    if (index % 10 === 0) store.setRunState(id, { state: 'failed', error: 'the loss is no longer a number' });
    else if (index > 1) store.saveResult(id, sampleResult({ runId: id }));
  }
  for (let done = 1000; done <= STEPS; done += 1000) {
    const losses = Array.from(
      { length: 1000 },
      (_, step) => 2.3 * Math.exp(-(done + step) / 30_000) + Math.sin(step) / 9,
    );
    store.recordLosses('run-1', {
      event: 'progress',
      stage: 'train',
      variant: 'base',
      seed: 1,
      done,
      total: STEPS,
      losses,
    });
  }
  store.setRunState('run-1', { state: 'interrupted' });
  store.close();
}

/** Scrolls the page from top to bottom and back, and gives the longest time between two frames, in milliseconds. */
function longestStandstill(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    let longest = 0;
    let last = await frame();
    for (let step = 0; step < 120; step++) {
      const share = step < 60 ? step / 60 : (120 - step) / 60;
      window.scrollTo(0, share * document.documentElement.scrollHeight);
      const now = await frame();
      longest = Math.max(longest, now - last);
      last = now;
    }
    return longest;
  });
}
