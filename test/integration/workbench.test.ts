import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { exportHandlers } from '../../src-main/host/handlers/export-handlers.ts';
import { runHandlers } from '../../src-main/host/handlers/run-handlers.ts';
import { wizardHandlers } from '../../src-main/host/handlers/wizard-handlers.ts';
import { createHost } from '../../src-main/host/create-host.ts';
import type { Host } from '../../src-main/host/host.ts';
import { decodeOnnx } from '../../src-main/graph/onnx-reader.ts';
import { measureCost } from '../../src-main/evaluation/cost.ts';
import { parseRecipe } from '../../src-shared/recipe.ts';
import type { RunResult } from '../../src-shared/result.ts';
import { findTestData } from '../test-data.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { tinyRecipe } from './tiny-recipe.ts';

async function sizeOf(host: Host, token: string): Promise<[width: number | undefined, height: number | undefined]> {
  const { base64 } = await exportHandlers['images.read'](host, { token });
  const { width, height } = await sharp(Buffer.from(base64, 'base64')).metadata();
  return [width, height];
}

describe('around a run of the generated data set', () => {
  const home = mkdtempSync(join(tmpdir(), 'espalier-test-'));
  const host = createHost(home);
  const given = {
    ...tinyRecipe,
    dataset: { kind: 'generated', train: 1000, test: 300 },
    compensate: [{ method: 'sketch' }, { method: 'merge' }],
  };
  const recipe = parseRecipe(given);
  let estimate: Awaited<ReturnType<(typeof wizardHandlers)['budgets.probe']>>;
  let before: Awaited<ReturnType<(typeof wizardHandlers)['plans.preview']>>;
  let result: RunResult;
  let seconds: number;

  beforeAll(async () => {
    before = await wizardHandlers['plans.preview'](host, { recipe: given });
    estimate = await wizardHandlers['budgets.probe'](host, { recipe: given });
    const began = performance.now();
    result = await host.run(recipe, { onEvent: () => undefined });
    seconds = (performance.now() - began) / 1000;
  });
  afterAll(() => {
    host.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('estimates its time from a few steps', () => {
    expect(estimate.seconds).toBeGreaterThan(seconds / 2.5);
    expect(estimate.seconds).toBeLessThan(seconds * 2.5);
    expect(estimate.secondsLow).toBeLessThan(estimate.seconds);
    expect(estimate.secondsHigh).toBeGreaterThan(estimate.seconds);
    expect(estimate.memoryBytes).toBeGreaterThan(50e6);
    expect(estimate).toMatchObject({ device: 'cpu', busy: false });
  });

  it('previews it by initial weights before, and exactly once the home has the trained network', async () => {
    const after = await wizardHandlers['plans.preview'](host, { recipe: given });
    expect([before.basis, after.basis]).toEqual(['initial', 'trained']);
    expect(after.layers.map(({ layer, keep }) => [layer, keep])).toEqual(
      result.plan.map(({ layer, keep }) => [layer, keep]),
    );
    const sketched = result.variants.find(({ name }) => name === 'sketch');
    expect(after.compensations[0]?.certificates.map(({ layer, relativeError }) => [layer, relativeError])).toEqual(
      sketched?.certificates.map(({ layer, relativeError }) => [layer, relativeError]),
    );
    const changed = { ...given, train: { ...given.train, learningRate: 0.04 } };
    expect(await wizardHandlers['plans.preview'](host, { recipe: changed })).toMatchObject({ basis: 'initial' });
  });

  it('is known by its recipe and its data set afterwards', async () => {
    const check = await wizardHandlers['recipes.check'](host, { recipe: given });
    expect(check).toMatchObject({ hash: result.recipeHash, finishedRun: result.runId });
    expect(await wizardHandlers['datasets.known'](host, {})).toMatchObject([{ kind: 'generated', train: 1000 }]);
  });

  it('compares predictions: its confusion matrices come to the accuracies that it measured', async () => {
    const request = { id: result.runId, variant: 'sketch', examples: 9 };
    const compared = await runHandlers['runs.predictions'](host, request);
    const right = (counts: readonly (readonly number[])[]): number =>
      counts.reduce((sum, row, index) => sum + (row[index] ?? 0), 0) / compared.images;
    const [base, sketched] = ['base', 'sketch'].map((name) => result.variants.find((one) => one.name === name));
    expect(right(compared.baseConfusion)).toBeCloseTo(base?.accuracy ?? -1, 6);
    expect(right(compared.variantConfusion)).toBeCloseTo(sketched?.accuracy ?? -1, 6);
    const difference = (sketched?.accuracy ?? 0) - (base?.accuracy ?? 0);
    expect((compared.repaired - compared.broken) / compared.images).toBeCloseTo(difference, 6);
    for (const { image, base: one, variant: other } of compared.examples) {
      expect(one).not.toBe(other);
      expect(await sizeOf(host, image)).toEqual([32, 32]);
    }
  });

  it.each(['onnx', 'safetensors', 'tfjs'])('exports a network as %s and says how it compared', async (format) => {
    const ticket = await exportHandlers['exports.network'](host, { run: result.runId, variant: 'merge', format });
    expect(ticket.verification).not.toBeNull();
    const { path } = await exportHandlers['exports.locate'](host, { token: ticket.token });
    expect(readFileSync(path)).toHaveLength(ticket.bytes);
    if (format !== 'onnx') return;
    expect(measureCost(decodeOnnx(readFileSync(path), path)).parameters).toBe(before.pruned.parameters);
  });

  it('says what to do about a network that it does not have', async () => {
    const request = { run: result.runId, variant: 'refit', format: 'onnx' };
    const asked = Promise.resolve(exportHandlers['exports.network'](host, request));
    await expect(asked).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('it has base') });
  });

  it.each([
    ['html', /-report\.html$/],
    ['md', /-report\.tar\.gz$/],
    ['csv', /-report\.csv$/],
    ['json', /-report\.json$/],
  ])('exports its report as %s', async (format, name) => {
    const ticket = await exportHandlers['exports.report'](host, { runs: [result.runId], format });
    expect(ticket.fileName).toMatch(name);
    expect(ticket.bytes).toBeGreaterThan(500);
  });

  it('exports its recipe as a file that is that recipe again', async () => {
    const { token, fileName } = await exportHandlers['exports.recipe'](host, { recipe: given });
    const { path } = await exportHandlers['exports.locate'](host, { token });
    expect(fileName).toBe('tiny.json');
    expect(parseRecipe(JSON.parse(readFileSync(path, 'utf8')))).toEqual(recipe);
  });
});

const cifar10 = findTestData('cifar-10-batches-bin');

describe.skipIf(cifar10 === undefined)('CIFAR-10 (ESPALIER_TEST_DATA)', () => {
  it('is inspected, and shown by samples of each class and by single records', async () => {
    const host = createHost(temporaryFolder());
    onTestFinished(() => host.close());
    const report = await wizardHandlers['datasets.inspect'](host, { path: cifar10 });
    expect(report).toMatchObject({ kind: 'cifar10', splits: [{ images: 50_000 }, { images: 10_000 }] });
    const dataset = { kind: 'cifar10', path: cifar10 };
    const samples = await wizardHandlers['datasets.samples'](host, { dataset, split: 'test', count: 20 });
    expect(samples).toMatchObject({ train: 50_000, test: 10_000, height: 32 });
    expect(samples.images.map(({ label }) => label)).toEqual(Array.from({ length: 20 }, (_, index) => index >> 1));
    const [first] = samples.images;
    expect(await sizeOf(host, first?.image ?? '')).toEqual([32, 32]);
    // The test split is one file, so that a sample's place is its record.
    const places = [
      { file: 'test_batch.bin', record: first?.index },
      { file: 'test_batch.bin', record: 10_000 },
    ];
    const [shown, missing] = await wizardHandlers['datasets.evidence'](host, {
      path: cifar10,
      kind: 'cifar10',
      places,
    });
    const read = (token: string | null | undefined) => exportHandlers['images.read'](host, { token });
    expect(await read(shown)).toEqual(await read(first?.image));
    expect(missing).toBeNull();
  });

  it('has a plan for the full VGG16 in a moment, once the network is built', async () => {
    const host = createHost(temporaryFolder());
    onTestFinished(() => host.close());
    const preview = (ratio: number) =>
      wizardHandlers['plans.preview'](host, {
        recipe: {
          name: 'full',
          dataset: { kind: 'cifar10', path: cifar10 },
          network: { kind: 'vgg16' },
          train: { epochs: 1 },
          prune: { criterion: 'l1', ratio },
          compensate: { method: 'sketch' },
        },
        certificates: false,
      });
    expect((await preview(0.5)).base).toEqual({ parameters: 14_724_042, macs: 313_201_664 });
    const moved = await preview(0.6);
    expect(moved.milliseconds).toBeLessThan(300);
    expect(moved.layers[0]?.keep).toHaveLength(26);
  });
});
