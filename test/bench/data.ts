import { join } from 'node:path';
import { createOnnxRuntimeBackend } from '../../src-main/backend/onnxruntime/session.ts';
import { createBatchLoader } from '../../src-main/data/batch-source.ts';
import type { BatchLoader, BatchOptions } from '../../src-main/data/batch.ts';
import { readCifar10 } from '../../src-main/data/cifar/read-cifar.ts';
import type { ClassificationDataset, Dataset, DetectionDataset } from '../../src-main/data/dataset.ts';
import { generateScenes } from '../../src-main/data/detection/generate-scenes.ts';
import { readDetectionDataset } from '../../src-main/data/detection/read-detection-dataset.ts';
import { generateDataset } from '../../src-main/data/generated.ts';
import { findDetector, readDetector } from '../../src-main/graph/detector.ts';
import type { Graph } from '../../src-main/graph/graph.ts';
import { buildYolov3 } from '../../src-main/network/darknet/yolov3.ts';
import { buildVgg16 } from '../../src-main/network/vgg16.ts';
import { train } from '../../src-main/training/train.ts';
import { findTestData } from '../test-data.ts';
import { measurePytorchLoader } from './data-peer.ts';
import type { Measurement } from './measurement.ts';
import { median } from './median.ts';

const CIFAR_IMAGES = 10_000;
const CIFAR_BATCH = 128;
const PASSES = 3;
const SIDE = 608;
const SCENES = 64;
const SCENE_BATCH = 8;
/** The share of a training step's time that it may wait for its batch. */
const MOST_WAITING = { of: 'value', kind: 'at most', bound: 0.02 } as const;

/** How fast training batches are prepared, and which share of their time real training steps wait for them. */
export async function benchData(): Promise<Measurement[]> {
  return [...(await benchCifar()), ...(await benchScenes())];
}

async function benchCifar(): Promise<Measurement[]> {
  const dataset = await openCifar();
  const loader = createBatchLoader(dataset);
  const passes = Array.from({ length: PASSES + 1 }, (_, epoch) =>
    imagesPerSecond(loader, optionsOf(CIFAR_BATCH, epoch)),
  );
  await loader.close();
  const value = median(passes.slice(1));
  const peer = await measurePytorchLoader(dataset, CIFAR_BATCH);
  const goal = { of: 'ratio', kind: 'at least', bound: 1 } as const;
  const network = buildVgg16({ classes: dataset.classes.length, width: 0.25, seed: 1 });
  return [
    {
      name: `augmented images of ${dataset.name}`,
      value,
      unit: 'images/s',
      goal,
      ...(peer === undefined ? {} : { peer: { ...peer, ratio: value / peer.value } }),
    },
    await measureWaiting('VGG16 ×0.25, batch 128', network, dataset, CIFAR_BATCH),
  ];
}

async function benchScenes(): Promise<Measurement[]> {
  const dataset = await openScenes();
  const build = (width: number): Graph =>
    buildYolov3({ classes: dataset.classes.length, width, input: { height: SIDE, width: SIDE }, seed: 1 });
  const loader = createBatchLoader(dataset, readDetector(build(1 / 16)));
  const [decoded = 0, ...remembered] = Array.from({ length: PASSES + 1 }, (_, epoch) =>
    imagesPerSecond(loader, optionsOf(SCENE_BATCH, epoch)),
  );
  await loader.close();
  const name = `augmented images of ${dataset.name}, ${SIDE}×${SIDE} with mosaics`;
  return [
    { name: `${name}, decoded`, value: decoded, unit: 'images/s' },
    { name: `${name}, from memory`, value: median(remembered), unit: 'images/s' },
    await measureWaiting('YOLOv3 ×0.25, 608×608, batch 8', build(1 / 4), dataset, SCENE_BATCH),
    await measureWaiting('YOLOv3 ×0.0625, 608×608, batch 8', build(1 / 16), dataset, SCENE_BATCH),
  ];
}

async function openCifar(): Promise<ClassificationDataset> {
  const folder = findTestData('cifar-10-batches-bin');
  const limit = { train: CIFAR_IMAGES, test: 100 };
  return folder === undefined ? generateDataset({ ...limit, seed: 1 }) : readCifar10(folder, limit);
}

async function openScenes(): Promise<DetectionDataset> {
  const folder = findTestData('hit-uav');
  const size = [SIDE, SIDE] as const;
  const limit = { train: SCENES, test: 10 };
  if (folder === undefined) return generateScenes({ ...limit, size, seed: 1 });
  const path = join(folder, 'annotations.json');
  return readDetectionDataset({ kind: 'coco', path, size, test: 0.2, ignore: [], seed: 1, limit });
}

function optionsOf(batchSize: number, epoch: number): BatchOptions {
  return { batchSize, seed: 1, epoch, augment: true, mosaic: true, shuffle: true, dropLast: true };
}

function imagesPerSecond(loader: BatchLoader, options: BatchOptions): number {
  const started = performance.now();
  const source = loader.open('train', options);
  let images = 0;
  for (let batch = source.next(); batch !== undefined; batch = source.next()) images += batch.size;
  return (1000 * images) / (performance.now() - started);
}

/** Two epochs of training as a run has them: of the first every image is decoded, and every epoch begins with nothing prepared. */
async function measureWaiting(name: string, network: Graph, dataset: Dataset, batchSize: number): Promise<Measurement> {
  const loader = createBatchLoader(dataset, findDetector(network));
  let seconds = 0;
  let waited = 0;
  await train(
    { epoch: 0, network, momenta: new Map() },
    {
      backend: createOnnxRuntimeBackend({ device: 'cpu' }),
      loader,
      images: dataset.train.count,
      settings: {
        epochs: 2,
        batchSize,
        learningRate: 1e-4,
        momentum: 0.9,
        weightDecay: 5e-4,
        schedule: 'constant',
        sparsity: 0,
        augment: true,
        mosaic: true,
      },
      seed: 1,
      onProgress: () => undefined,
      onEpoch(summary) {
        seconds += summary.seconds;
        waited += summary.dataWaitMilliseconds / 1000;
        return Promise.resolve();
      },
      signal: new AbortController().signal,
    },
  );
  await loader.close();
  return { name: `waiting for batches, ${name}`, value: waited / seconds, unit: 'of the time', goal: MOST_WAITING };
}
