import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { hugePngHead } from '../unit/data/detection/scene-files.ts';
import { put } from '../unit/data/image-folder/image-files.ts';
import { startHost } from './run-program.ts';
import { tinyDetectorRecipe } from './tiny-detector-recipe.ts';
import { tinyRecipe } from './tiny-recipe.ts';

const RECORD_BYTES = 3073;
const FILES = [...[1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`), 'test_batch.bin'];

/** A folder like CIFAR-10's, of ten black images a file, with one file changed. */
function cifar(changed: string, bytes: (valid: Uint8Array) => Uint8Array): object {
  const folder = join(temporaryFolder(), 'cifar-10-batches-bin');
  mkdirSync(folder);
  for (const name of FILES) {
    const valid = new Uint8Array(10 * RECORD_BYTES);
    writeFileSync(join(folder, name), name === changed ? bytes(valid) : valid);
  }
  return { ...tinyRecipe, dataset: { kind: 'cifar10', path: folder } };
}

const SMALL_CFG = `[net]
width=64
height=64
channels=3
[convolutional]
filters=30
size=1
stride=32
activation=linear
[yolo]
mask=0,1,2
anchors=8,8, 16,16, 32,32
classes=5
num=3
`;
const CIRCULAR_CFG = SMALL_CFG.replace('[yolo]', '[route]\nlayers=3\n[yolo]');

/** A recipe on a darknet network in files. */
function darknet(cfg: string, weights?: Uint8Array): object {
  const folder = temporaryFolder();
  const path = put(folder, 'net.cfg', cfg);
  const file = weights === undefined ? {} : { weights: put(folder, 'net.weights', weights) };
  return { ...tinyDetectorRecipe, network: { kind: 'darknet', path, ...file } };
}

/** A recipe on one image with one annotation. */
function coco(annotation: object, image: Uint8Array = hugePngHead(64, 64)): object {
  const folder = temporaryFolder();
  put(folder, 'images/a.png', image);
  const path = put(
    folder,
    'annotations.json',
    JSON.stringify({
      images: [{ id: 1, file_name: 'a.png', height: 64, width: 64 }],
      categories: [{ id: 1, name: 'thing' }],
      annotations: [{ id: 1, image_id: 1, category_id: 1, ...annotation }],
    }),
  );
  return { ...tinyDetectorRecipe, dataset: { kind: 'coco', path, size: 64, test: 'train' } };
}

function withLabel(record: number, label: number): (valid: Uint8Array) => Uint8Array {
  return (valid) => {
    valid[record * RECORD_BYTES] = label;
    return valid;
  };
}

describe('bad input', () => {
  it.each<[string, () => object, string, readonly string[]]>([
    [
      'a missing folder',
      () => ({ ...tinyRecipe, dataset: { kind: 'cifar10', path: '/nowhere/cifar' } }),
      'bad-dataset',
      ['/nowhere/cifar'],
    ],
    [
      'a truncated batch',
      () => cifar('data_batch_3.bin', (valid) => valid.subarray(0, 5000)),
      'bad-dataset',
      ['data_batch_3.bin', 'record 1 '],
    ],
    [
      'a label out of range',
      () => cifar('test_batch.bin', withLabel(4, 12)),
      'bad-dataset',
      ['test_batch.bin', 'record 4', '12'],
    ],
    ['an unknown key', () => ({ ...tinyRecipe, finetne: {} }), 'bad-recipe', ['unknown key "finetne"']],
    [
      'a ratio of 1.2',
      () => ({ ...tinyRecipe, prune: { criterion: 'l1', ratio: 1.2 } }),
      'bad-recipe',
      ['"prune.ratio"', '1.2'],
    ],
    [
      'an alpha of -1',
      () => ({ ...tinyRecipe, compensate: { method: 'sketch', alpha: -1 } }),
      'bad-recipe',
      ['"compensate.alpha"', '-1'],
    ],
    [
      'a layer that is not there',
      () => ({ ...tinyRecipe, prune: { criterion: 'l1', ratio: 0.5, exclude: ['conv9'] } }),
      'bad-recipe',
      ['"prune.exclude"', '"conv9"', 'conv1_1'],
    ],
    [
      'batches larger than the data set',
      () => ({ ...tinyRecipe, train: { epochs: 1, batchSize: 512 } }),
      'bad-recipe',
      ['"batchSize" 512', '200'],
    ],
    [
      'a network file that is not there',
      () => ({ ...tinyRecipe, network: { kind: 'onnx', path: '/nowhere/network.onnx' } }),
      'bad-network',
      ['/nowhere/network.onnx'],
    ],
    ['a cfg that goes in a circle', () => darknet(CIRCULAR_CFG), 'bad-network', ['net.cfg', 'line 11', 'circle']],
    ['weights that end too early', () => darknet(SMALL_CFG, new Uint8Array(40)), 'bad-network', ['net.weights']],
    [
      'annotations that are not numbers',
      () => coco({ bbox: [1, 'NaN', 5, 5] }),
      'bad-dataset',
      ['annotations.json', 'annotation'],
    ],
    [
      'an image of 30,000×30,000 pixels',
      () => coco({ bbox: [1, 1, 5, 5] }, hugePngHead(30_000, 30_000)),
      'bad-dataset',
      ['a.png', '30000×30000'],
    ],
    [
      'a classifier for detection',
      () => ({ ...tinyDetectorRecipe, network: { kind: 'vgg16', width: 0.1 } }),
      'bad-recipe',
      ['"network" vgg16', 'detection', 'generated-scenes'],
    ],
  ])('%s: one message that names it, and nothing written', async (_, recipe, code, parts) => {
    const home = join(temporaryFolder(), 'home');
    const { events, error } = await startHost(home, recipe()).ended;
    expect(error?.code).toBe(code);
    for (const part of parts) expect(error?.message).toContain(part);
    expect(error?.message).not.toContain('\n');
    expect(events).toHaveLength(1);
    expect(existsSync(home)).toBe(false);
  });

  it('a home in whose place there is a file: named, and the file untouched', async () => {
    const home = join(temporaryFolder(), 'home');
    writeFileSync(home, 'mine');
    for (const unwritable of [home, join(home, 'inside')]) {
      const { events, error } = await startHost(unwritable, tinyRecipe).ended;
      expect(error?.code).toBe('bad-home');
      expect(error?.message).toContain(unwritable);
      expect(events).toHaveLength(1);
    }
    expect(readFileSync(home, 'utf8')).toBe('mine');
  });
});
