import { onTestFinished } from 'vitest';
import { createOnnxRuntimeBackend } from '../src-main/backend/onnxruntime/session.ts';
import type { Backend } from '../src-main/backend/backend.ts';
import { allocateSplit, assembleDataset } from '../src-main/data/assemble-dataset.ts';
import type { BatchLoader } from '../src-main/data/batch.ts';
import { createBatchLoader } from '../src-main/data/batch-source.ts';
import type { ClassificationDataset, ImageSplit } from '../src-main/data/dataset.ts';
import { createRandom, type Random } from '../src-shared/random.ts';

const SIDE = 8;

/** 8×8 colour images of two classes, told apart by which half is lighter, under noise: a network learns them in a few steps. */
export function makeTinyDataset(train = 96, test = 40): ClassificationDataset {
  const random = createRandom(5, 'tiny dataset');
  return assembleDataset({
    name: 'tiny',
    classes: ['left', 'right'],
    channels: 3,
    height: SIDE,
    width: SIDE,
    train: drawSplit(random, train),
    test: drawSplit(random, test),
  });
}

function drawSplit(random: Random, count: number): ImageSplit {
  const split = allocateSplit(count, 3 * SIDE * SIDE);
  for (let image = 0; image < count; image++) split.labels[image] = random.integer(2);
  for (let index = 0; index < split.images.length; index++) {
    const label = split.labels[Math.floor(index / (3 * SIDE * SIDE))];
    const isLight = index % SIDE < SIDE / 2 === (label === 0);
    split.images[index] = random.integer(120) + (isLight ? 100 : 0);
  }
  return split;
}

/** The data set with the thread that prepares its batches, closed when the test ends, and a CPU to compute on. */
export function openTinyDataset(): { dataset: ClassificationDataset; loader: BatchLoader; backend: Backend } {
  const dataset = makeTinyDataset();
  const loader = createBatchLoader(dataset);
  onTestFinished(() => loader.close());
  return { dataset, loader, backend: createOnnxRuntimeBackend({ device: 'cpu', threads: 1 }) };
}
