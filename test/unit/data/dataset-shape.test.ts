import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readDatasetShape, shapeOf } from '../../../src-main/data/dataset-shape.ts';
import { loadDataset } from '../../../src-main/data/load-dataset.ts';
import { datasetSchema } from '../../../src-shared/dataset-recipe.ts';
import { findTestData } from '../../test-data.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { putVisdrone } from './detection/scene-files.ts';
import { plainPng, put } from './image-folder/image-files.ts';

async function expectSameShape(given: object): Promise<void> {
  const recipe = datasetSchema.parse(given);
  expect(await readDatasetShape(recipe)).toEqual(shapeOf(await loadDataset(recipe)));
}

it('is that of the data set as loaded: generated', () => expectSameShape({ kind: 'generated', train: 100, test: 100 }));

it('is that of the data set as loaded: an image folder', async () => {
  const path = temporaryFolder();
  for (const name of ['a', 'b', 'c']) {
    for (const index of [1, 2]) put(join(path, name), `${index}.png`, await plainPng([1, 2, 3]));
  }
  await expectSameShape({ kind: 'image-folder', path, size: [16, 24] });
});

it('is that of the data set as loaded: generated scenes', () =>
  expectSameShape({ kind: 'generated-scenes', train: 10, test: 10, size: [64, 96] }));

it('is that of the data set as loaded: VisDrone, COCO and YOLO', async () => {
  const path = temporaryFolder();
  await putVisdrone(path, 'train', { a: { text: '' } });
  await putVisdrone(path, 'val', { b: { text: '' } });
  await expectSameShape({ kind: 'visdrone', path, size: [64, 96] });
  const images = [{ id: 1, file_name: '1.png' }];
  put(path, 'images/1.png', await plainPng([1, 2, 3]));
  const categories = ['cat', 'dog', 'rest'].map((name, id) => ({ id, name }));
  const file = put(path, 'coco.json', JSON.stringify({ images, categories, annotations: [] }));
  await expectSameShape({ kind: 'coco', path: file, test: 'train', ignore: ['rest'] });
  put(path, 'labels/1.txt', '');
  put(path, 'classes.txt', 'cat\ndog\n');
  await expectSameShape({ kind: 'yolo', path, test: 'train' });
});

const cifar10 = findTestData('cifar-10-batches-bin');
it.skipIf(cifar10 === undefined)('is that of the data set as loaded: CIFAR-10', () =>
  expectSameShape({ kind: 'cifar10', path: cifar10, limit: { train: 100, test: 100 } }),
);

const cifar100 = findTestData('cifar-100-binary');
it.skipIf(cifar100 === undefined).each(['fine', 'coarse'])(
  'is that of the data set as loaded: CIFAR-100, %s',
  (labels) => expectSameShape({ kind: 'cifar100', path: cifar100, labels, limit: { train: 100, test: 100 } }),
);
