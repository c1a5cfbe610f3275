import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { decodeOnnx } from '../../src-main/graph/onnx-reader.ts';

/** A run of a few seconds may take a minute where the machine is busy. */
const PATIENCE = { timeout: 100_000 };

/** What differs between the ways of new users. */
export interface Way {
  /** Takes the first step: which images. */
  readonly chooseDataset: (page: Page) => Promise<void>;
  readonly trainingEpochs: number;
}

/** The generated images, few of them. */
export async function chooseGenerated(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Generated shapes' }).check();
  await page.getByLabel('Training images').fill('400');
  await page.getByLabel('Test images').fill('200');
}

/** From the first screen through the wizard: VGG16, Network Slimming with the sketch, a tiny budget. Ends on the page of the run. */
export async function startCompression(page: Page, { chooseDataset, trainingEpochs }: Way): Promise<void> {
  await page.getByRole('link', { name: 'New compression' }).first().click();
  await chooseDataset(page);
  await next(page, 'Network');
  await page.getByRole('radio', { name: 'VGG16' }).check();
  await page.getByRole('radio', { name: '×0.125' }).check();
  await next(page, 'Method');
  await page.getByRole('radio', { name: 'Network Slimming' }).check();
  const add = page.getByRole('button', { name: 'Add Sketch' });
  const sketches = page.getByRole('button', { name: /^Remove Sketch/ });
  if ((await sketches.count()) === 0) await add.click();
  await page.getByRole('figure', { name: 'Channels kept and removed' }).waitFor(PATIENCE);
  await next(page, 'Budget');
  await page.getByLabel('Epochs', { exact: true }).first().fill(String(trainingEpochs));
  await page.getByLabel('Batch size (images)').first().fill('50');
  await page.getByLabel('Epochs', { exact: true }).nth(1).fill('1');
  await next(page, 'Review');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('heading', { name: 'Stages' }).waitFor(PATIENCE);
}

/** Waits for the run's end and looks at what came out: the sketched network beside its control. */
export async function readOutcome(page: Page): Promise<void> {
  const networks = page.getByRole('table').first();
  await page.getByRole('heading', { name: 'What came out' }).waitFor(PATIENCE);
  for (const name of ['Base network', 'Plainly pruned (control)', /^Sketch/]) {
    await networks.getByRole('button', { name }).first().waitFor();
  }
}

/** Exports the chosen network; `save` brings the file to the test. The network in it can be read. */
export async function exportOnnx(page: Page, save: (click: () => Promise<void>) => Promise<string>): Promise<void> {
  await page.getByRole('button', { name: 'Export this network…' }).first().click();
  const dialog = page.getByRole('dialog');
  const file = await save(() => dialog.getByRole('button', { name: 'Export', exact: true }).click());
  await dialog.getByText(/Read back; its outputs on \d+ images/).waitFor(PATIENCE);
  await dialog.getByText(/^Saved: /).waitFor();
  expect(decodeOnnx(readFileSync(file), file).nodes.some(({ operator }) => operator === 'Conv')).toBe(true);
  await dialog.getByRole('button', { name: 'Close' }).click();
}

/** Opens the report and sees that the frame shows it. */
export async function openReport(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Report', exact: true }).first().click();
  await page.frameLocator('iframe').getByRole('heading').first().waitFor(PATIENCE);
}

async function next(page: Page, step: string): Promise<void> {
  await page.getByRole('button', { name: `Next: ${step}` }).click(PATIENCE);
  await page.getByRole('button', { name: step, exact: true }).and(page.locator('[aria-current=step]')).waitFor();
}
