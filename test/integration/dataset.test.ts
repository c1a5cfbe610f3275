import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { datasetReportSchema } from '../../src-shared/dataset-report.ts';
import { createRandom } from '../../src-shared/random.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { makeTarGz } from '../unit/data/tar-gz/make-tar-gz.ts';
import { startHost, type Ending } from './run-program.ts';
import { tinyRecipe } from './tiny-recipe.ts';

const main = fileURLToPath(new URL('../../src-main/cli/main.ts', import.meta.url));

/** A CIFAR-100 of 120 and 40 records, the coarse label n mod 20, and in the image only its lightness. */
async function makeCifar100Archive(): Promise<string> {
  const random = createRandom(3, 'records');
  const records = (count: number): Uint8Array => {
    const bytes = new Uint8Array(count * 3074);
    for (let record = 0; record < count; record++) {
      const pixels = Uint8Array.from({ length: 3072 }, () => (record % 20) * 10 + random.integer(50));
      bytes.set([record % 20, record % 100, ...pixels], record * 3074);
    }
    return bytes;
  };
  const archive = join(temporaryFolder(), 'cifar-100-binary.tar.gz');
  const entries = [
    { name: 'cifar-100-binary/test.bin', content: records(40) },
    { name: 'cifar-100-binary/train.bin', content: records(120) },
  ];
  writeFileSync(archive, await makeTarGz(entries));
  return archive;
}

/** 60 dark and 60 light images as PNG, of different sizes. */
async function makeImageFolder(): Promise<string> {
  const folder = temporaryFolder();
  const random = createRandom(4, 'images');
  for (const [label, name] of ['dark', 'light'].entries()) {
    mkdirSync(join(folder, name));
    for (let index = 0; index < 60; index++) {
      const [width, height] = [20 + random.integer(20), 20 + random.integer(20)];
      const pixels = Buffer.from(
        Uint8Array.from({ length: width * height * 3 }, () => label * 120 + random.integer(130)),
      );
      await sharp(pixels, { raw: { width, height, channels: 3 } }).toFile(join(folder, name, `${index}.png`));
    }
  }
  return folder;
}

function run(dataset: object): Promise<Ending> {
  const train = { epochs: 1, batchSize: 20, learningRate: 0.05 };
  return startHost(temporaryFolder(), {
    ...tinyRecipe,
    dataset,
    train,
    finetune: { epochs: 1 },
    recalibrate: { images: 64 },
  }).ended;
}

describe('a run', () => {
  it('trains on CIFAR-100 by its superclasses out of an archive, and says that records are missing', async () => {
    const { result, error } = await run({ kind: 'cifar100', path: await makeCifar100Archive(), labels: 'coarse' });
    expect(error).toBeUndefined();
    expect(result?.dataset).toMatchObject({ name: 'CIFAR-100 (coarse labels)', train: 120, test: 40 });
    expect(result?.dataset.classes).toHaveLength(20);
    expect(result?.notes).toContain(
      'CIFAR-100: the files of the train split hold 120 records; the official ones hold 50,000',
    );
  });

  it('trains on an image folder at a size of its own', async () => {
    const { result, error } = await run({ kind: 'image-folder', path: await makeImageFolder(), size: 24, test: 0.25 });
    expect(error).toBeUndefined();
    expect(result?.dataset).toMatchObject({ train: 90, test: 30, classes: ['dark', 'light'] });
  });
});

describe('espalier dataset', () => {
  function espalier(...words: readonly string[]) {
    return spawnSync(process.execPath, [main, ...words], { encoding: 'utf8' });
  }

  it('inspects, as text and as JSON that keeps to its schema', async () => {
    const folder = await makeImageFolder();
    writeFileSync(join(folder, 'dark', 'broken.jpg'), 'x');
    const text = espalier('dataset', 'inspect', folder);
    expect(text.status).toBe(0);
    expect(text.stdout).toMatch(/is taken for image-folder: it holds folders/);
    expect(text.stdout).toMatch(
      /error: 1 image can't be decoded\n {2}train dark\/broken\.jpg \(dark\) – it is no image/,
    );
    expect(text.stdout).toMatch(/A training would refuse it/);
    const json = espalier('dataset', 'inspect', folder, '--json');
    expect(datasetReportSchema.parse(JSON.parse(json.stdout)).splits[0]?.images).toBe(120);
  });

  it('says what it does not know', () => {
    expect(espalier('dataset', 'inspect', '/nowhere')).toMatchObject({
      status: 2,
      stderr: 'espalier: there is nothing at "/nowhere"; give a folder or an archive\n',
    });
    expect(espalier('dataset', 'download', 'cifar11')).toMatchObject({ status: 2 });
  });
});
