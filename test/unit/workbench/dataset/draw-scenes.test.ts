import sharp from 'sharp';
import { expect, it } from 'vitest';
import { createBench } from '../../../../src-main/workbench/bench.ts';
import { drawSamples } from '../../../../src-main/workbench/dataset/draw-samples.ts';
import { showEvidence } from '../../../../src-main/workbench/dataset/show-evidence.ts';
import { datasetSchema } from '../../../../src-shared/dataset-recipe.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { noiseImage } from '../../data/detection/scene-files.ts';
import { plainPng, put } from '../../data/image-folder/image-files.ts';

const ask = { split: 'train', count: 8, seed: 1 } as const;

it('draws scenes with their boxes as shares of the image, the classes by turns: catches the frequent class alone', async () => {
  const path = temporaryFolder();
  put(path, 'classes.txt', 'cat\ndog');
  for (let index = 0; index < 12; index++) {
    put(path, `images/${index}.png`, await plainPng([index, 9, 9], 800, 400));
    put(path, `labels/${index}.txt`, index === 7 ? '0 0.5 0.5 0.2 0.2\n1 0.25 0.5 0.5 0.4' : '0 0.5 0.5 0.2 0.2');
  }
  const dataset = datasetSchema.parse({ kind: 'yolo', path, test: 'train', size: 64 });
  const samples = await drawSamples(createBench(), { ...ask, count: 2, dataset });
  expect(samples).toMatchObject({ classes: ['cat', 'dog'], train: 12, test: 12, height: 64, width: 64 });
  expect(samples.images.map(({ label }) => label)).toEqual([0, 1]);
  const dog = samples.images[1]?.boxes?.[1];
  expect(dog?.classIndex).toBe(1);
  for (const [key, value] of [
    ['left', 0],
    ['top', 0.3],
    ['width', 0.5],
    ['height', 0.4],
  ] as const) {
    expect(dog?.[key]).toBeCloseTo(value, 9);
  }
  const { width, height } = await sharp(Buffer.from(samples.images[1]?.image ?? '', 'base64')).metadata();
  expect([width, height]).toEqual([384, 192]);
});

it('shows generated scenes as they are, those of a few dozen', async () => {
  const dataset = datasetSchema.parse({ kind: 'generated-scenes', train: 60, test: 10 });
  const { images } = await drawSamples(createBench(), { ...ask, count: 200, dataset });
  expect(images).toHaveLength(48);
  const { width, height } = await sharp(Buffer.from(images[0]?.image ?? '', 'base64')).metadata();
  expect([width, height]).toEqual([96, 96]);
});

it('shows the images that findings name, of COCO from the folder of images on, and nothing outside', async () => {
  const path = temporaryFolder();
  put(path, 'photos/1.png', await noiseImage(1));
  put(path, 'secret.png', await noiseImage(2));
  const places = [{ file: '1.png' }, { file: '../secret.png' }, { file: 'gone.png' }];
  const shown = await showEvidence({ path: `${path}/a.json`, kind: 'coco', images: `${path}/photos`, places });
  expect(shown.map((png) => png !== null)).toEqual([true, false, false]);
});
