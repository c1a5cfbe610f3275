import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createBatchLoader } from '../../src-main/data/batch-source.ts';
import type { BatchLoader, BatchOptions } from '../../src-main/data/batch.ts';
import { readCifar10 } from '../../src-main/data/cifar/read-cifar.ts';
import type { ClassificationDataset } from '../../src-main/data/dataset.ts';
import { generateDataset } from '../../src-main/data/generated.ts';
import { findTestData } from '../test-data.ts';

const IMAGES = 10_000;
const BATCH_SIZE = 128;
const PASSES = 3;
/** How long the consumer computes with each batch, and with how many, where the waiting is measured. */
const BUSY_MILLISECONDS = 50;
const BUSY_BATCHES = 40;

const measurementSchema = z.object({
  name: z.string(),
  /** Augmented, normalised and handed out, median of three passes after a first one. */
  imagesPerSecond: z.number(),
  /** Mean time a consumer that computes for `busyMilliseconds` waits for its next batch. */
  waitMilliseconds: z.number(),
});

export type DataMeasurement = z.output<typeof measurementSchema>;

export interface DataBenchmark {
  readonly dataset: string;
  readonly images: number;
  readonly batchSize: number;
  readonly busyMilliseconds: number;
  readonly own: DataMeasurement;
  /** Null where python3-torch is not installed. */
  readonly peer: DataMeasurement | null;
  /** Own images per second over the peer's. */
  readonly speedup: number | null;
}

/** Measures how fast training batches are prepared, and how long a training step would wait for them. */
export async function benchData(): Promise<DataBenchmark> {
  const folder = findTestData('cifar-10-batches-bin');
  const dataset =
    folder === undefined
      ? generateDataset({ train: IMAGES, test: 100, seed: 1 })
      : await readCifar10(folder, { train: IMAGES, test: 100 });
  const own = await measureLoader(dataset);
  const peer = await measurePeer(dataset);
  return {
    dataset: dataset.name,
    images: dataset.train.count,
    batchSize: BATCH_SIZE,
    busyMilliseconds: BUSY_MILLISECONDS,
    own,
    peer,
    speedup: peer === null ? null : own.imagesPerSecond / peer.imagesPerSecond,
  };
}

async function measureLoader(dataset: ClassificationDataset): Promise<DataMeasurement> {
  const loader = createBatchLoader(dataset);
  millisecondsOfPass(loader, 0);
  const passes = Array.from({ length: PASSES }, (_, pass) => millisecondsOfPass(loader, pass + 1)).sort(
    (a, b) => a - b,
  );
  const waitMilliseconds = waitOfBusyConsumer(loader);
  await loader.close();
  const images = Math.floor(dataset.train.count / BATCH_SIZE) * BATCH_SIZE;
  const median = passes[Math.floor(PASSES / 2)] ?? NaN;
  return { name: 'Espalier', imagesPerSecond: (images / median) * 1000, waitMilliseconds };
}

function trainingPass(epoch: number): BatchOptions {
  return { batchSize: BATCH_SIZE, seed: 1, epoch, augment: true, shuffle: true, dropLast: true };
}

function millisecondsOfPass(loader: BatchLoader, epoch: number): number {
  const start = performance.now();
  const source = loader.open('train', trainingPass(epoch));
  while (source.next() !== undefined);
  return performance.now() - start;
}

/** The time `next` takes, its copy out of shared memory included, while the consumer really keeps a core busy. */
function waitOfBusyConsumer(loader: BatchLoader): number {
  const source = loader.open('train', trainingPass(PASSES + 1));
  source.next();
  let waited = 0;
  for (let batch = 0; batch < BUSY_BATCHES; batch++) {
    const end = performance.now() + BUSY_MILLISECONDS;
    while (performance.now() < end);
    const start = performance.now();
    source.next();
    waited += performance.now() - start;
  }
  return waited / BUSY_BATCHES;
}

async function measurePeer(dataset: ClassificationDataset): Promise<DataMeasurement | null> {
  const python = '/usr/bin/python3';
  if (spawnSync(python, ['-c', 'import torch']).status !== 0) return null;
  const folder = await mkdtemp(join(tmpdir(), 'espalier-bench-'));
  try {
    const images = join(folder, 'images');
    const labels = join(folder, 'labels');
    await writeFile(images, dataset.train.images);
    await writeFile(labels, dataset.train.labels);
    const { mean, deviation } = dataset;
    const setting = { images, labels, mean, deviation, batchSize: BATCH_SIZE };
    const input = JSON.stringify({ ...setting, busyMilliseconds: BUSY_MILLISECONDS, busyBatches: BUSY_BATCHES });
    const script = fileURLToPath(new URL('./data-peer.py', import.meta.url));
    const answer = spawnSync(python, [script], { input, encoding: 'utf8' });
    if (answer.status !== 0) throw new Error(`the PyTorch peer failed: ${answer.stderr}`);
    return measurementSchema.parse(JSON.parse(answer.stdout));
  } finally {
    await rm(folder, { recursive: true });
  }
}
