import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingForBrowser } from './browser.ts';
import { useBrowser } from './browser-fixture.ts';
import { chooseGenerated, exportOnnx, openReport, readOutcome, startCompression } from './journey.ts';

const missing = missingForBrowser();
const data = process.env['ESPALIER_TEST_DATA'];

describe.skipIf(missing !== undefined)(`a new user in a browser${missing === undefined ? '' : ` (${missing})`}`, () => {
  const browser = useBrowser();

  it.skipIf(data === undefined)(
    `compresses VGG16 on CIFAR-10, compares it with its control and takes the files away${data === undefined ? ' (no ESPALIER_TEST_DATA)' : ''}`,
    async () => {
      const { page, complaints } = await browser.open(browser.newHome());
      await startCompression(page, {
        trainingEpochs: 1,
        chooseDataset: async () => {
          await page.getByRole('radio', { name: 'CIFAR-10', exact: true }).check();
          await page.getByRole('button', { name: 'Choose a folder…' }).click();
          await page.getByLabel('Path').fill(join(data ?? '', 'cifar-10-batches-bin'));
          await page.getByRole('button', { name: 'Choose', exact: true }).click();
          await page.getByLabel('Training images, at most').fill('400');
          await page.getByLabel('Test images, at most').fill('200');
        },
      });
      await readOutcome(page);
      await exportOnnx(page, async (click) => {
        const download = page.waitForEvent('download');
        await click();
        return (await download).path();
      });
      await openReport(page);
      const address = await page.locator('iframe').getAttribute('src');
      await page.goto(new URL(address ?? '', page.url()).href);
      expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
      expect(complaints).toEqual([]);
    },
  );

  it('sees a killed engine’s reason and goes on from the checkpoint', async () => {
    const { page, serving } = await browser.open(browser.newHome());
    await startCompression(page, { trainingEpochs: 4, chooseDataset: chooseGenerated });
    await page.getByText(/after epoch 1 of 4/).waitFor({ timeout: 100_000 });
    process.kill(engineOf(serving.pid), 'SIGKILL');
    await page.getByText('ended unexpectedly (signal SIGKILL)').first().waitFor();
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await readOutcome(page);
    await page.getByRole('tab', { name: 'Log' }).click();
    await page
      .getByText(/goes on from its checkpoint after/)
      .first()
      .waitFor();
  });
});

/** The engine among the processes that a host has started. */
function engineOf(host: number): number {
  const children = readdirSync(`/proc/${host}/task`).flatMap((thread) =>
    readFileSync(`/proc/${host}/task/${thread}/children`, 'utf8').trim().split(' '),
  );
  const engine = children.find(
    (pid) => pid !== '' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('engine-process'),
  );
  if (engine === undefined) throw new Error('no engine is running');
  return Number(engine);
}
