import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { showEvidence } from '../../../../src-main/workbench/dataset/show-evidence.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { makeTarGz } from '../../data/tar-gz/make-tar-gz.ts';
import { plainPng, put } from '../../data/image-folder/image-files.ts';

const RECORD = 3073;

/** Records whose red plane says which they are. */
function records(count: number, first: number): Uint8Array {
  const bytes = new Uint8Array(count * RECORD);
  for (let record = 0; record < count; record++)
    bytes.fill(first + record, record * RECORD + 1, record * RECORD + 1025);
  return bytes;
}

const FILES = [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`);

async function pixelsOf(png: string | null | undefined): Promise<{ size: number[]; red: number; blue: number }> {
  const { data, info } = await sharp(Buffer.from(png ?? '', 'base64'))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { size: [info.width, info.height], red: data[0] ?? -1, blue: data[2] ?? -1 };
}

describe('records of CIFAR', () => {
  const places = [
    { file: 'data_batch_2.bin', record: 7 },
    { file: 'test_batch.bin', record: 0 },
    { file: 'data_batch_1.bin', record: 99 },
    { file: 'data_batch_1.bin' },
    { file: '../secret', record: 0 },
  ];

  it('are shown as they are, and null for those that are not there (would catch a record counted from the wrong file)', async () => {
    const folder = temporaryFolder();
    for (const [index, name] of FILES.entries()) writeFileSync(join(folder, name), records(10, index * 10));
    writeFileSync(join(folder, 'test_batch.bin'), records(10, 200));
    const shown = await showEvidence({ path: folder, kind: 'cifar10', places });
    expect(await pixelsOf(shown[0])).toEqual({ size: [32, 32], red: 17, blue: 0 });
    expect(await pixelsOf(shown[1])).toEqual({ size: [32, 32], red: 200, blue: 0 });
    expect(shown.slice(2)).toEqual([null, null, null]);
  });

  it('are found in an archive too', async () => {
    const archive = join(temporaryFolder(), 'cifar-10-binary.tar.gz');
    const entries = [...FILES, 'test_batch.bin'].map((name, index) => ({
      name: `cifar-10-batches-bin/${name}`,
      content: records(10, index * 10),
    }));
    writeFileSync(archive, await makeTarGz(entries));
    const shown = await showEvidence({ path: archive, kind: 'cifar10', places });
    expect(await pixelsOf(shown[0])).toMatchObject({ red: 17 });
    expect(await pixelsOf(shown[1])).toMatchObject({ red: 50 });
  });

  it('are null where nothing is at the path', async () => {
    const shown = await showEvidence({ path: join(temporaryFolder(), 'gone'), kind: 'cifar10', places });
    expect(shown).toEqual(places.map(() => null));
  });
});

describe('image files', () => {
  it('are made no larger than 256 pixels and never enlarged; what is broken or outside the folder is null', async () => {
    const outer = temporaryFolder();
    const folder = join(outer, 'images');
    mkdirSync(folder);
    put(folder, 'cat/large.png', await plainPng([9, 9, 9], 1024, 512));
    put(folder, 'cat/small.png', await plainPng([1, 2, 3], 20, 30));
    put(folder, 'cat/broken.png', 'no image');
    const secret = put(outer, 'secret.png', await plainPng([1, 2, 3]));
    const files = [
      'cat/large.png',
      'cat/small.png',
      'cat/broken.png',
      'cat',
      '../secret.png',
      secret,
      'cat/../../secret.png',
    ];
    const shown = await showEvidence({ path: folder, kind: 'image-folder', places: files.map((file) => ({ file })) });
    expect(await pixelsOf(shown[0])).toMatchObject({ size: [256, 128] });
    expect(await pixelsOf(shown[1])).toMatchObject({ size: [20, 30] });
    expect(shown.slice(2)).toEqual([null, null, null, null, null]);
  });
});
