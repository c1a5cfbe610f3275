import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src-main/store/store.ts';
import { tinyDetectorRecipe } from '../integration/tiny-detector-recipe.ts';
import { missingForBrowser } from './browser.ts';
import { useBrowser } from './browser-fixture.ts';
import { runInHome, SMALL_RECIPE } from './finished-home.ts';
import { dress, findBarriers, overflow, photograph, SIZES, type Looks } from './look.ts';

const missing = missingForBrowser();
const LOOKS: readonly Looks[] = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'en' },
  { theme: 'light', language: 'zh-CN' },
  { theme: 'dark', language: 'zh-CN' },
];

/** A screen, how to come to it, and what has to be there before it is looked at. */
interface Screen {
  readonly name: string;
  readonly address: string;
  readonly arrange?: (page: Page) => Promise<void>;
}

describe.skipIf(missing !== undefined)(`every screen${missing === undefined ? '' : ` (${missing})`}`, () => {
  const browser = useBrowser();
  const screens: Screen[] = [];

  let home = '';

  beforeAll(() => {
    home = browser.newHome();
    runInHome(home, SMALL_RECIPE);
    runInHome(home, {
      ...SMALL_RECIPE,
      name: 'shapes, a third',
      seeds: 1,
      prune: { criterion: 'bn-scale', ratio: 0.3 },
    });
    const ids = openRunIds(home);
    runInHome(home, { ...tinyDetectorRecipe, export: ['onnx'] });
    const detector = openRunIds(home).find((id) => !ids.includes(id)) ?? '';
    screens.push(
      { name: 'home', address: '#/' },
      { name: 'project', address: '#/projects/default' },
      ...['dataset', 'network', 'method', 'budget', 'review'].map((name, step) => ({
        name: `wizard-${name}`,
        address: '#/new?preset=demo',
        arrange: (page: Page) => goToStep(page, step),
      })),
      { name: 'run', address: `#/runs/${ids[0]}` },
      { name: 'compare', address: `#/compare/${ids.join(',')}` },
      ...['layer-latency', 'certificates'].map((name, index) => ({
        name: `compare-${name}`,
        address: `#/compare/${ids.join(',')}`,
        arrange: (page: Page) =>
          page
            .getByRole('tab')
            .nth(index + 1)
            .click(),
      })),
      { name: 'report', address: `#/report/${ids[0]}` },
      { name: 'settings', address: '#/settings' },
      { name: 'wizard-unfinished-draft', address: '#/new?preset=quick-scenes-yolov3', arrange: askedAboutDraft },
      ...['dataset', 'network', 'method', 'budget', 'review'].map((name, step) => ({
        name: `detector-wizard-${name}`,
        address: '#/new?preset=quick-scenes-yolov3',
        arrange: (page: Page) => goToStep(page, step),
      })),
      { name: 'detector-run', address: `#/runs/${detector}` },
      { name: 'detector-compare', address: `#/compare/${detector}`, arrange: showBoxes },
      { name: 'detector-report', address: `#/report/${detector}` },
    );
  }, 300_000);

  it.each(LOOKS)('is without barriers and fits its window: $theme, $language', async (looks) => {
    const { page, complaints } = await browser.open(home);
    await dress(page, looks);
    for (const { name, address, arrange } of screens) {
      await page.goto(`${new URL(page.url()).origin}/${address}`);
      await arrange?.(page);
      await settle(page);
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await settle(page);
        await photograph(page, `${name}-${looks.theme}-${looks.language}-${size.width}`);
        expect(await overflow(page), `${name} at ${size.width}`).toBeLessThanOrEqual(0);
      }
      expect(await findBarriers(page), name).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });
});

function openRunIds(home: string): string[] {
  const store = openStore(home);
  const ids = store.listRuns().map(({ id }) => id);
  store.close();
  return ids;
}

/** The draft of the example is still there when another preset is asked for. */
async function askedAboutDraft(page: Page): Promise<void> {
  await page.locator('.wizard-question').waitFor();
}

/** The steps are links in the list of steps; all can be reached, for the example fills them. A draft of another is left. */
async function goToStep(page: Page, step: number): Promise<void> {
  await page.locator('.wizard-question, .wizard').first().waitFor();
  if (await page.locator('.wizard-question').isVisible()) await page.locator('.wizard-question button').last().click();
  await page.getByRole('navigation').nth(1).getByRole('button').nth(step).click();
}

/** Opens the images, the last but one of the details, and waits until both networks have looked at them. */
async function showBoxes(page: Page): Promise<void> {
  await page.getByRole('tab').nth(-2).click();
  await page.locator('.compare-panel button.primary').click();
  await page.locator('.scene-viewer').waitFor({ timeout: 60_000 });
}

/** Waits until nothing is loading any more and the page has been drawn. */
async function settle(page: Page): Promise<void> {
  await page.getByRole('main').waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.loading, [aria-busy=true]').length === 0);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
