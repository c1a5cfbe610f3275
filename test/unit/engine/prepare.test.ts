import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../../src-main/engine/prepare.ts';
import { encodeOnnx } from '../../../src-main/graph/onnx-writer.ts';
import { buildVgg16 } from '../../../src-main/network/vgg16.ts';
import { parseRecipe } from '../../../src-shared/recipe.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const recipe = {
  name: 'prepared',
  dataset: { kind: 'generated', train: 120, test: 100 },
  network: { kind: 'vgg16', width: 0.0625 },
  train: { epochs: 1, batchSize: 60 },
};

function prepare(changes: object): ReturnType<typeof prepareRun> {
  return prepareRun(parseRecipe({ ...recipe, ...changes }));
}

/** A recipe's network read from a file with this content. */
function networkFile(content: Uint8Array | string): object {
  const path = join(temporaryFolder(), 'network.onnx');
  writeFileSync(path, content);
  return { network: { kind: 'onnx', path } };
}

/** A detector of seven classes in a cfg, and a detection data set of four. */
function otherCfg(): object {
  const path = join(temporaryFolder(), 'seven.cfg');
  const head = '[convolutional]\nfilters=36\nsize=1\nstride=8\nactivation=linear';
  const yolo = '[yolo]\nmask=0,1,2\nanchors=8,8,16,16,24,24\nclasses=7\nnum=3';
  writeFileSync(path, `[net]\nwidth=64\nheight=64\nchannels=3\n${head}\n${yolo}\n`);
  return {
    dataset: { kind: 'generated-scenes', train: 10, test: 10, size: 64 },
    network: { kind: 'darknet', path },
    train: { epochs: 1, batchSize: 2 },
  };
}

/** An image folder of two classes, three PNG files of one pixel each. */
function twoClasses(): string {
  const folder = temporaryFolder();
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC';
  for (const name of ['cat', 'dog']) {
    mkdirSync(join(folder, name));
    for (const image of ['1', '2', '3']) writeFileSync(join(folder, name, `${image}.png`), Buffer.from(png, 'base64'));
  }
  return folder;
}

describe('prepareRun', () => {
  it('reads the data set and builds the network for its classes', async () => {
    const { dataset, network } = await prepare({});
    expect(dataset.train.count).toBe(120);
    expect(network.outputs[0]?.shape).toEqual(['N', 10]);
  });

  it('builds vgg16 for the size of the images', async () => {
    const dataset = { kind: 'image-folder', path: twoClasses(), size: 48, test: 0.4 };
    const { network } = await prepare({ dataset, train: { epochs: 1, batchSize: 4 } });
    expect(network.inputs[0]?.shape).toEqual(['N', 3, 48, 48]);
    expect(network.outputs[0]?.shape).toEqual(['N', 2]);
  });

  it('takes a network from a file', async () => {
    const given = buildVgg16({ classes: 10, width: 0.0625, seed: 9 });
    expect((await prepare(networkFile(encodeOnnx(given)))).network).toEqual(given);
  });

  it.each<[string, () => object, string, RegExp]>([
    [
      'a missing network file',
      () => ({ network: { kind: 'onnx', path: '/nowhere.onnx' } }),
      'bad-network',
      /nowhere\.onnx/,
    ],
    ['a file that is no network', () => networkFile('hello'), 'bad-network', /network\.onnx/],
    [
      'other classes',
      () => networkFile(encodeOnnx(buildVgg16({ classes: 7, width: 0.0625, seed: 1 }))),
      'bad-network',
      /tells 7 classes apart; "generated shapes" has 10/,
    ],
    [
      'a cfg for other classes, saying what to change in it',
      otherCfg,
      'bad-network',
      /tells 7 classes apart; "generated scenes" has 4: .* classes=4 in every \[yolo\] and filters=27 /,
    ],
    [
      'other image sizes',
      () => networkFile(encodeOnnx(buildVgg16({ classes: 10, width: 0.0625, seed: 1, imageSize: 64 }))),
      'bad-network',
      /takes 3×64×64 images; "generated shapes" has 3×32×32/,
    ],
    [
      'a batch larger than the data set',
      () => ({ train: { epochs: 1 } }),
      'bad-recipe',
      /"batchSize" 128 is more than the 120/,
    ],
    [
      'a batch of fine-tuning larger than the data set',
      () => ({ finetune: { epochs: 1, batchSize: 121 } }),
      'bad-recipe',
      /"batchSize" 121/,
    ],
    [
      'a layer that is not there',
      () => ({ prune: { criterion: 'l1', layers: { conv9: 0.5 } } }),
      'bad-recipe',
      /"prune\.layers" names "conv9".*conv1_1/,
    ],
    [
      'a target out of reach',
      () => ({ prune: { criterion: 'l1', target: { parameters: 0.001 } } }),
      'bad-recipe',
      /"prune\.target": 0\.001 of the parameters is out of reach/,
    ],
    [
      'images that vgg16 does not take',
      () => ({
        dataset: { kind: 'image-folder', path: twoClasses(), size: [32, 24] },
        train: { epochs: 1, batchSize: 2 },
      }),
      'bad-network',
      /vgg16 takes square images from 16×16 on.* has 32×24: give an image folder "size": 32/,
    ],
  ])('refuses %s before anything is trained', async (_, changes, code, message) => {
    const preparing = prepare(changes());
    await expect(preparing).rejects.toMatchObject({ code });
    await expect(preparing).rejects.toThrow(message);
  });
});
