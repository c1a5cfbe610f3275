import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { missingForBrowser } from './browser.ts';
import { useBrowser } from './browser-fixture.ts';

const missing = missingForBrowser();

describe.skipIf(missing !== undefined)(`the first screen${missing === undefined ? '' : ` (${missing})`}`, () => {
  const browser = useBrowser();

  it('tells a new user what this is for and how to begin', async () => {
    const { page } = await browser.open(browser.newHome());
    await page.getByRole('link', { name: 'Try the built-in example' }).first().waitFor();
    expect(await page.getByRole('link', { name: 'New compression' }).count()).toBeGreaterThan(1);
    expect(await page.getByText('nothing leaves this computer').first().isVisible()).toBe(true);
  });

  it('says what is wrong when the runs can’t be read, and tries again', async () => {
    const home = browser.newHome();
    const file = join(home, 'espalier.sqlite');
    writeNewerDatabase(file);
    const { page } = await browser.open(home);
    const alert = page.getByRole('main').getByRole('alert').first();
    await alert.waitFor();
    expect(await alert.innerText()).toContain(home);
    rmSync(file);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'Try the built-in example' }).first().waitFor();
  });

  it('says that a damaged database has been moved aside', async () => {
    const home = browser.newHome();
    writeFileSync(join(home, 'espalier.sqlite'), 'not a database, and longer than a header would have to be'.repeat(4));
    const { page } = await browser.open(home);
    await page.getByText(/moved/).first().waitFor();
    await page.getByRole('link', { name: 'Try the built-in example' }).first().waitFor();
  });
});

/** What a later version of the application would leave. */
function writeNewerDatabase(file: string): void {
  const database = new Database(file);
  database.pragma('user_version = 9999');
  database.close();
}
