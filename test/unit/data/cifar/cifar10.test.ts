import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCifar10 } from '../../../../src-main/data/cifar/read-cifar.ts';
import { findTestData } from '../../../test-data.ts';
import { makeTarGz } from '../tar-gz/make-tar-gz.ts';

const RECORD_BYTES = 3073;
const FILES = [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`).concat('test_batch.bin');

let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cifar10-'));
  folder = join(root, 'cifar-10-batches-bin');
  await mkdir(folder);
  for (const [file, name] of FILES.entries()) await writeFile(join(folder, name), records(3, file * 3));
});

afterEach(() => rm(root, { recursive: true }));

/** Records whose label and pixels follow from their number. */
function records(count: number, first: number): Uint8Array {
  const bytes = new Uint8Array(count * RECORD_BYTES);
  for (let index = 0; index < count; index++) {
    const start = index * RECORD_BYTES;
    bytes[start] = (first + index) % 10;
    for (let pixel = 0; pixel < 3072; pixel++) bytes[start + 1 + pixel] = pixelOf(first + index, pixel);
  }
  return bytes;
}

function pixelOf(record: number, pixel: number): number {
  return (record * 31 + pixel * 7 + (pixel >> 10)) % 256;
}

describe('readCifar10', () => {
  it('puts every record in its place: catches a shifted label byte or a file read at the wrong offset', async () => {
    const dataset = await readCifar10(folder);
    expect([dataset.train.count, dataset.test.count]).toEqual([15, 3]);
    expect(Array.from(dataset.train.labels)).toEqual(Array.from({ length: 15 }, (_, record) => record % 10));
    const pixels = Array.from({ length: 15 * 3072 }, (_, at) => pixelOf(Math.floor(at / 3072), at % 3072));
    expect(Array.from(dataset.train.images)).toEqual(pixels);
    expect(Array.from(dataset.test.labels)).toEqual([5, 6, 7]);
    expect(dataset.test.images[2 * 3072 + 5]).toBe(pixelOf(17, 5));
  });

  it('reads files longer than one chunk: catches a chunk that overwrites the one before', async () => {
    await writeFile(join(folder, 'data_batch_2.bin'), records(1100, 3));
    const { train } = await readCifar10(folder);
    expect(train.count).toBe(1112);
    for (const record of [3 + 511, 3 + 512, 3 + 1023, 3 + 1024, 3 + 1099]) {
      expect(train.labels[record]).toBe(record % 10);
      expect(train.images[record * 3072 + 3071]).toBe(pixelOf(record, 3071));
    }
  });

  it('takes the first records across files: catches a limit applied to each file', async () => {
    const dataset = await readCifar10(folder, { train: 7, test: 1 });
    expect(Array.from(dataset.train.labels)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(Array.from(dataset.test.labels)).toEqual([5]);
  });

  it('takes all records where the limit is larger: catches rows of zeros passed off as images', async () => {
    const dataset = await readCifar10(folder, { train: 1000 });
    expect(dataset.train.count).toBe(15);
  });

  it('accepts the parent folder and names from batches.meta.txt', async () => {
    const names = 'a b c d e f g h i j'.split(' ');
    await writeFile(join(folder, 'batches.meta.txt'), `${names.join('\r\n')}\n\n`);
    expect((await readCifar10(root)).classes).toEqual(names);
  });

  it('reads the official archive as it reads the folder, whatever the order of its entries: catches batches put in the order they come', async () => {
    const names = [...FILES].reverse();
    const entries = names.map((name) => ({
      name: `./cifar-10-batches-bin/${name}`,
      content: records(3, FILES.indexOf(name) * 3),
    }));
    const archive = join(root, 'cifar-10-binary.tar.gz');
    await writeFile(
      archive,
      await makeTarGz([
        { name: 'cifar-10-batches-bin/', type: 'directory' },
        ...entries,
        { name: 'readme.html', content: 'x' },
      ]),
    );
    for (const limit of [{}, { train: 4, test: 2 }]) {
      expect(await readCifar10(archive, limit)).toEqual(await readCifar10(folder, limit));
    }
  });

  it('says how many records are missing of the published ones', async () => {
    expect((await readCifar10(folder)).notes).toEqual([
      'CIFAR-10: the files of the train split hold 15 records; the official ones hold 50,000',
      'CIFAR-10: the files of the test split hold 3 records; the official ones hold 10,000',
    ]);
  });

  it('uses the official names without batches.meta.txt', async () => {
    expect((await readCifar10(folder)).classes[6]).toBe('frog');
  });

  it('gives another hash for other records: catches a hash that leaves out labels', async () => {
    const before = await readCifar10(folder);
    const bytes = records(3, 0);
    bytes[0] = 9;
    await writeFile(join(folder, 'data_batch_1.bin'), bytes);
    const after = await readCifar10(folder);
    expect(after.hash).not.toBe(before.hash);
    expect(before.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('readCifar10 on bad input', () => {
  async function expectRefusal(path: string, ...parts: readonly string[]): Promise<void> {
    const refusal = await readCifar10(path, { train: 2 }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'EspalierError', code: 'bad-dataset' });
    for (const part of parts) expect(refusal).toHaveProperty('message', expect.stringContaining(part));
  }

  it('names a folder that is missing', () => expectRefusal(join(root, 'nowhere'), 'nowhere', 'give the path'));

  it('names a file that is no archive', async () => {
    const archive = join(root, 'cifar-10-binary.tar.gz');
    await writeFile(archive, 'not an archive');
    await expectRefusal(archive, archive, 'no .tar.gz');
  });

  it('names a missing batch, even one that the limit leaves out', async () => {
    await rm(join(folder, 'data_batch_4.bin'));
    await expectRefusal(folder, 'data_batch_4.bin', folder);
  });

  it('names the record at which a file is truncated', async () => {
    await writeFile(join(folder, 'data_batch_3.bin'), records(3, 0).subarray(0, 2 * RECORD_BYTES + 100));
    await expectRefusal(folder, 'data_batch_3.bin', 'record 2 ', '100 of 3073 bytes');
  });

  it('names an empty file', async () => {
    await writeFile(join(folder, 'test_batch.bin'), '');
    await expectRefusal(folder, 'test_batch.bin', 'is empty');
  });

  it('names the record whose label is out of range, counting across chunks', async () => {
    const bytes = records(600, 0);
    bytes[555 * RECORD_BYTES] = 10;
    await writeFile(join(folder, 'test_batch.bin'), bytes);
    await expectRefusal(folder, 'test_batch.bin', 'record 555 ', 'label 10');
  });

  it('names a batches.meta.txt that does not name ten classes', async () => {
    await writeFile(join(folder, 'batches.meta.txt'), 'cat\ndog\n');
    await expectRefusal(folder, 'batches.meta.txt', 'names 2 classes');
  });
});

describe('readCifar10 on the real data set', () => {
  const real = findTestData('cifar-10-batches-bin');

  it('finds the published channel statistics and class counts', async ({ skip }) => {
    if (real === undefined) return skip('cifar-10-batches-bin is not in ESPALIER_TEST_DATA');
    const dataset = await readCifar10(real);
    expect([dataset.train.count, dataset.test.count]).toEqual([50_000, 10_000]);
    expect(dataset.mean.map((value) => value.toFixed(4))).toEqual(['0.4914', '0.4822', '0.4465']);
    expect(dataset.deviation.map((value) => value.toFixed(4))).toEqual(['0.2470', '0.2435', '0.2616']);
    const counts = new Uint32Array(10);
    for (const label of dataset.train.labels) counts[label] = (counts[label] ?? 0) + 1;
    expect(Array.from(counts)).toEqual(new Array(10).fill(5000));
    expect(dataset.classes[dataset.train.labels[0] ?? 0]).toBe('frog');
  });
});
