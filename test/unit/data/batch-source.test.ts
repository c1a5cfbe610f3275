import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createImageFormat, writeImage } from '../../../src-main/data/augmentation.ts';
import { createBatchLoader } from '../../../src-main/data/batch-source.ts';
import type { Batch, BatchLoader, BatchOptions, BatchSource } from '../../../src-main/data/batch.ts';
import type { ImageSplit } from '../../../src-main/data/dataset.ts';
import { drawEpoch } from '../../../src-main/data/epoch-order.ts';
import { generateDataset } from '../../../src-main/data/generated.ts';

const IMAGE_VALUES = 3 * 32 * 32;
const TRAINING: BatchOptions = { batchSize: 32, seed: 1, epoch: 3, augment: true, shuffle: true, dropLast: true };
const EVALUATION: BatchOptions = { batchSize: 40, seed: 1, epoch: 0, augment: false, shuffle: false, dropLast: false };

const dataset = generateDataset({ train: 330, test: 100, seed: 1 });
let loader: BatchLoader;

beforeEach(() => {
  loader = createBatchLoader(dataset);
});

afterEach(() => loader.close());

interface CopiedBatch {
  readonly images: Float32Array;
  readonly labels: number[];
}

/** All batches of a source, each copied, with a pause before each. */
function drain(source: BatchSource, pause: (batch: number) => number = () => 0): CopiedBatch[] {
  const batches: CopiedBatch[] = [];
  for (;;) {
    sleep(pause(batches.length));
    const batch = source.next();
    if (batch === undefined) return batches;
    batches.push({ images: batch.images.slice(), labels: labelsOf(batch) });
  }
}

function labelsOf({ targets }: Batch): number[] {
  return Array.from(targets['labels']?.data ?? [], Number);
}

function sleep(milliseconds: number): void {
  if (milliseconds > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** The same batches, computed on this thread. */
function expectedBatches(split: ImageSplit, options: BatchOptions): CopiedBatch[] {
  const { records, augmentations } = drawEpoch(split.count, options);
  const format = createImageFormat(dataset);
  const batches: CopiedBatch[] = [];
  for (let first = 0; first < split.count; first += options.batchSize) {
    const chosen = Array.from(records.subarray(first, first + options.batchSize));
    if (options.dropLast && chosen.length < options.batchSize) break;
    const images = new Float32Array(chosen.length * IMAGE_VALUES);
    for (const [index, record] of chosen.entries()) {
      const augmentation = augmentations[first + index] ?? 0;
      writeImage(format, split.images, record * IMAGE_VALUES, images, index * IMAGE_VALUES, augmentation);
    }
    batches.push({ images, labels: chosen.map((record) => split.labels[record] ?? -1) });
  }
  return batches;
}

describe('createBatchLoader', () => {
  it('prepares the batches of a training pass whatever the timing: catches a slot overwritten before it is taken', () => {
    const expected = expectedBatches(dataset.train, TRAINING);
    expect(expected).toHaveLength(10);
    expect(drain(loader.open('train', TRAINING))).toEqual(expected);
    expect(drain(loader.open('train', TRAINING), (batch) => (batch % 3) * 15)).toEqual(expected);
  });

  it('goes on at any batch with what a whole pass holds there: catches another order or augmentation', () => {
    const expected = expectedBatches(dataset.train, TRAINING);
    expect(drain(loader.open('train', { ...TRAINING, firstBatch: 7 }))).toEqual(expected.slice(7));
    expect(drain(loader.open('train', { ...TRAINING, firstBatch: 10 }))).toEqual([]);
    expect(drain(loader.open('test', { ...EVALUATION, firstBatch: 2 }))).toEqual(
      expectedBatches(dataset.test, EVALUATION).slice(2),
    );
  });

  it('ends an evaluation with the smaller batch: catches lost images and stale ones at its end', () => {
    const batches = drain(loader.open('test', EVALUATION));
    expect(batches.map((batch) => batch.labels.length)).toEqual([40, 40, 20]);
    expect(batches).toEqual(expectedBatches(dataset.test, EVALUATION));
  });

  it('alternates training and evaluation on one thread: catches a ring shared by two batch sizes', () => {
    for (const epoch of [1, 2, 3]) {
      const training = { ...TRAINING, epoch };
      expect(drain(loader.open('train', training))).toEqual(expectedBatches(dataset.train, training));
      expect(drain(loader.open('test', EVALUATION))).toEqual(expectedBatches(dataset.test, EVALUATION));
    }
  });

  it('serves a new pass after one was left half way: catches a worker that waits for ever on a full ring', async () => {
    for (let epoch = 0; epoch < 20; epoch++) {
      const abandoned = loader.open('train', { ...TRAINING, epoch });
      for (let taken = 0; taken < epoch % 5; taken++) abandoned.next();
      if (epoch % 2 === 0) await abandoned.close();
    }
    expect(drain(loader.open('train', TRAINING))).toEqual(expectedBatches(dataset.train, TRAINING));
  });

  it('hands out plain memory: catches shared memory passed to native code', () => {
    const batch = loader.open('train', TRAINING).next();
    expect(batch?.images.buffer).toBeInstanceOf(ArrayBuffer);
    expect(batch?.targets['labels']?.data.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it('counts the time it blocks, and none while batches lie ready', () => {
    const source = loader.open('train', TRAINING);
    source.next();
    const first = source.waitedMilliseconds;
    expect(first).toBeGreaterThan(0);
    sleep(300);
    source.next();
    expect(source.waitedMilliseconds).toBe(first);
  });

  it('throws what went wrong on the other thread, and serves the next pass: catches a consumer that hangs', async () => {
    const broken = createBatchLoader({ ...dataset, test: { ...dataset.test, count: 101 } });
    const source = broken.open('test', EVALUATION);
    expect(() => source.next()).toThrow(/preparing the batches failed: a split of 101 images needs/);
    expect(() => source.next()).toThrow(/closed/);
    expect(drain(broken.open('train', TRAINING))).toHaveLength(10);
    await broken.close();
  });

  it('refuses a closed pass and a batch size of 0: catches an endless pass of empty batches', async () => {
    const source = loader.open('train', TRAINING);
    await source.close();
    expect(() => source.next()).toThrow(/closed/);
    expect(() => loader.open('train', { ...TRAINING, batchSize: 0 })).toThrow(/batch size/);
  });

  it('closes while its thread waits on a full ring: catches a process that never ends', async () => {
    const busy = createBatchLoader(dataset);
    busy.open('train', TRAINING).next();
    sleep(100);
    await busy.close();
  });
});
