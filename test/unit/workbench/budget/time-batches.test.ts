import { expect, it } from 'vitest';
import { evaluateAccuracy } from '../../../../src-main/evaluation/accuracy.ts';
import { createBatchLoader } from '../../../../src-main/data/batch-source.ts';
import { timeBatches } from '../../../../src-main/workbench/budget/time-batches.ts';
import { createTimedLoader } from '../../../../src-main/workbench/budget/timed-loader.ts';
import { makeTinyDataset, openTinyDataset } from '../../../tiny-dataset.ts';
import { buildSmallNetwork } from '../../../small-network.ts';

const layer = { channels: 4, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'none' } as const;
const idle = new AbortController().signal;
const network = buildSmallNetwork({ layers: [layer], side: 8, classes: 2, transposed: true, seed: 1 });

it('gives no more and no larger batches than it is told, over all passes, and says how many images each had', async () => {
  const loader = createBatchLoader(makeTinyDataset());
  const timed = createTimedLoader(loader, { batches: 4, images: 40, milliseconds: 60_000 }, idle);
  const options = { batchSize: 1000, seed: 1, epoch: 0, augment: false, shuffle: false, dropLast: false };
  for (let pass = 0; pass < 2; pass++) {
    const source = timed.loader.open('train', options);
    while (source.next() !== undefined);
    await source.close();
  }
  await loader.close();
  expect(timed.batches.map(({ images }) => images)).toEqual([40, 40, 16, 40]);
  expect(timed.peakBytes()).toBeGreaterThan(1e6);
});

it('times the last batch of a pass that nobody asks beyond (would catch no time at all for epochs of one step)', async () => {
  const loader = createBatchLoader(makeTinyDataset());
  const timed = createTimedLoader(loader, { batches: 4, images: 40, milliseconds: 60_000 }, idle);
  const options = { batchSize: 40, seed: 1, epoch: 0, augment: false, shuffle: false, dropLast: false };
  for (let pass = 0; pass < 2; pass++) {
    const source = timed.loader.open('train', options);
    source.next();
    await source.close();
  }
  await loader.close();
  expect(timed.batches.map(({ images }) => images)).toEqual([40, 40]);
});

it('counts what lies outside the batches as fixed', async () => {
  const { loader, backend } = openTinyDataset();
  const timing = await timeBatches(
    loader,
    { batches: 3, images: Infinity, milliseconds: 60_000 },
    idle,
    async (timed) => {
      await evaluateAccuracy(network, backend, timed);
      const until = performance.now() + 60;
      while (performance.now() < until);
    },
  );
  expect(timing.fixed).toBeGreaterThan(0.05);
  expect(timing.image).toBeGreaterThan(0);
  expect(timing.fastest).toBeLessThanOrEqual(timing.image);
});
