import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCifar10 } from '../../../../src-main/data/cifar/read-cifar.ts';
import { inspectDataset } from '../../../../src-main/data/doctor/inspect-dataset.ts';
import { datasetReportSchema, type DatasetReport, type FindingCode } from '../../../../src-shared/dataset-report.ts';
import { createRandom } from '../../../../src-shared/random.ts';
import { EspalierError } from '../../../../src-shared/errors.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { findTestData } from '../../../test-data.ts';
import { makeTarGz } from '../tar-gz/make-tar-gz.ts';

const FILES = [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`).concat('test_batch.bin');
const BYTES = 3073;

/** Ten records, one of each class, whose pixels are drawn for the file. */
function records(file: number): Uint8Array {
  const random = createRandom(file, 'records');
  const bytes = Uint8Array.from({ length: 10 * BYTES }, () => random.integer(256));
  for (let record = 0; record < 10; record++) bytes[record * BYTES] = record;
  return bytes;
}

/** A small CIFAR-10, changed before it is written. */
function makeCifar10(change: (files: Map<string, Uint8Array>) => void = () => undefined): string {
  const folder = join(temporaryFolder(), 'cifar-10-batches-bin');
  mkdirSync(folder);
  const files = new Map(FILES.map((name, index) => [name, records(index)]));
  change(files);
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  return folder;
}

function fileOf(files: Map<string, Uint8Array>, name: string): Uint8Array {
  return files.get(name) ?? new Uint8Array();
}

function record(files: Map<string, Uint8Array>, name: string, index: number): Uint8Array {
  return fileOf(files, name).subarray(index * BYTES, (index + 1) * BYTES);
}

function casesOf({ findings }: DatasetReport, code: FindingCode): DatasetReport['findings'][number]['cases'] {
  return findings.find((finding) => finding.code === code)?.cases ?? [];
}

describe('inspectDataset on CIFAR', () => {
  it('counts splits and classes and finds nothing but missing records in a small sound one', async () => {
    const folder = makeCifar10();
    const report = await inspectDataset(folder);
    expect(datasetReportSchema.parse(report)).toEqual(report);
    expect([report.kind, report.guess]).toEqual(['cifar10', 'it holds data_batch_1.bin']);
    expect(report.splits.map(({ split, images }) => [split, images])).toEqual([
      ['train', 50],
      ['test', 10],
    ]);
    expect(report.balance[0]?.classes[6]).toEqual({ name: 'frog', train: 5, test: 1 });
    expect(report.findings.map(({ code, count }) => [code, count])).toEqual([['missing-records', 2]]);
    const { mean, deviation } = await readCifar10(folder);
    report.splits[0]?.mean?.forEach((value, channel) => expect(value).toBeCloseTo(mean[channel] ?? 0, 12));
    report.splits[0]?.deviation?.forEach((value, channel) => expect(value).toBeCloseTo(deviation[channel] ?? 0, 12));
  });

  it('finds copies across and within splits and under another label: catches copies compared with their labels', async () => {
    const folder = makeCifar10((files) => {
      record(files, 'test_batch.bin', 4).set(record(files, 'data_batch_3.bin', 4));
      record(files, 'data_batch_2.bin', 7).set(record(files, 'data_batch_1.bin', 7));
      record(files, 'data_batch_5.bin', 1).set(record(files, 'data_batch_4.bin', 8).subarray(1), 1);
    });
    const report = await inspectDataset(folder);
    expect(casesOf(report, 'duplicates-across-splits')).toEqual([
      [
        { file: 'data_batch_3.bin', split: 'train', record: 4, offset: 4 * BYTES, label: 'deer' },
        { file: 'test_batch.bin', split: 'test', record: 4, offset: 4 * BYTES, label: 'deer' },
      ],
    ]);
    expect(casesOf(report, 'duplicates-within-split').map((places) => places.map(({ file }) => file))).toEqual([
      ['data_batch_1.bin', 'data_batch_2.bin'],
    ]);
    expect(casesOf(report, 'duplicates-with-other-labels').map((places) => places.map(({ label }) => label))).toEqual([
      ['ship', 'automobile'],
    ]);
  });

  it('goes on after labels out of range, cut records, constant images, bad names and missing files', async () => {
    const folder = makeCifar10((files) => {
      record(files, 'data_batch_1.bin', 2)[0] = 200;
      record(files, 'data_batch_2.bin', 3).fill(90, 1);
      files.set('data_batch_3.bin', fileOf(files, 'data_batch_3.bin').subarray(0, 2 * BYTES + 7));
      files.delete('data_batch_4.bin');
      files.set('batches.meta.txt', Buffer.from('cat\ndog\n'));
    });
    const report = await inspectDataset(folder);
    expect(report.splits[0]?.images).toBe(32);
    expect(casesOf(report, 'label-out-of-range')[0]?.[0]).toMatchObject({
      file: 'data_batch_1.bin',
      record: 2,
      label: '200',
    });
    expect(casesOf(report, 'constant-image')[0]?.[0]).toMatchObject({ file: 'data_batch_2.bin', record: 3 });
    expect(casesOf(report, 'truncated-record')[0]?.[0]).toMatchObject({
      file: 'data_batch_3.bin',
      record: 2,
      offset: 2 * BYTES,
      detail: '7 of 3073 bytes',
    });
    expect(casesOf(report, 'missing-file')).toEqual([[{ file: 'data_batch_4.bin', split: 'train' }]]);
    expect(casesOf(report, 'wrong-class-names')).toHaveLength(1);
    const ranks = report.findings.map(({ severity }) => ['error', 'warning', 'note'].indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
  });

  it('lists the first hundred cases and counts the others', async () => {
    const folder = makeCifar10((files) => files.set('data_batch_1.bin', new Uint8Array(250 * BYTES).fill(77)));
    const finding = (await inspectDataset(folder)).findings.find(({ code }) => code === 'label-out-of-range');
    expect([finding?.count, finding?.cases.length]).toEqual([250, 100]);
  });

  it('sees classes without images and unequal ones', async () => {
    const folder = makeCifar10((files) => {
      for (const name of FILES) {
        record(files, name, 9)[0] = 0;
        record(files, name, 8)[0] = 0;
      }
    });
    const report = await inspectDataset(folder);
    expect(casesOf(report, 'empty-class').map(([place]) => [place?.label, place?.split])).toEqual([
      ['ship', 'train'],
      ['truck', 'train'],
      ['ship', 'test'],
      ['truck', 'test'],
    ]);
    expect(casesOf(report, 'imbalanced-classes')[0]?.[0]?.detail).toBe('5 to 15 images');
  });

  it('reads archives, and reports one that breaks off', async () => {
    const entries = FILES.map((name, index) => ({ name: `cifar-10-batches-bin/${name}`, content: records(index) }));
    const bytes = await makeTarGz(entries);
    const archive = join(temporaryFolder(), 'somehow.tgz');
    writeFileSync(archive, bytes);
    const report = await inspectDataset(archive);
    expect(report.guess).toBe('it holds the folder cifar-10-batches-bin');
    expect(report.splits.map(({ images }) => images)).toEqual([50, 10]);
    writeFileSync(archive, bytes.subarray(0, bytes.length / 2));
    const broken = await inspectDataset(archive);
    expect(casesOf(broken, 'unreadable-file')[0]?.[0]?.detail).toMatch(/it is truncated/);
  });

  it('takes a given kind at its word, and says where it knows none', async () => {
    const folder = makeCifar10();
    const report = await inspectDataset(folder, 'cifar100');
    expect([report.kind, report.guess]).toEqual(['cifar100', null]);
    expect(casesOf(report, 'missing-file')).toHaveLength(2);
    await expect(inspectDataset(join(folder, 'data_batch_1.bin'))).rejects.toThrow(/--kind/);
    await expect(inspectDataset(temporaryFolder())).rejects.toThrow(/--kind/);
    await expect(inspectDataset('/nowhere')).rejects.toMatchObject({ code: 'bad-dataset' });
  });

  it('reports any damage that a training refuses as an error, and throws nothing: 40 damaged data sets', async () => {
    const folder = makeCifar10();
    const damage = fc.record({
      file: fc.constantFrom(...FILES),
      place: fc.nat(10 * BYTES - 1),
      value: fc.nat(255),
      kind: fc.constantFrom('byte', 'cut', 'remove', 'text'),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ file, place, value, kind }) => {
        const bytes = records(FILES.indexOf(file));
        rmSync(join(folder, 'batches.meta.txt'), { force: true });
        // Every tenth damage hits a label.
        bytes[place % 10 === 0 ? Math.floor(place / BYTES) * BYTES : place] = value;
        writeFileSync(join(folder, file), kind === 'cut' ? bytes.subarray(0, place) : bytes);
        if (kind === 'remove') rmSync(join(folder, file));
        if (kind === 'text') writeFileSync(join(folder, 'batches.meta.txt'), `cat\n`.repeat(place % 20));
        const refusal: unknown = await readCifar10(folder).then(
          () => undefined,
          (error: unknown) => error,
        );
        if (refusal !== undefined) expect(refusal).toBeInstanceOf(EspalierError);
        const { findings } = await inspectDataset(folder);
        expect(findings.some(({ severity }) => severity === 'error')).toBe(refusal !== undefined);
        writeFileSync(join(folder, file), records(FILES.indexOf(file)));
      }),
      { numRuns: 40 },
    );
  });
});

describe('inspectDataset on the real data sets', () => {
  it('finds CIFAR-10 whole, without equal images, as numpy does', async ({ skip }) => {
    const real = findTestData('cifar-10-batches-bin');
    if (real === undefined) return skip('cifar-10-batches-bin is not in ESPALIER_TEST_DATA');
    const report = await inspectDataset(real);
    expect(report.splits.map(({ images }) => images)).toEqual([50_000, 10_000]);
    expect(report.findings).toEqual([]);
  });

  it('finds the two images of the CIFAR-100 test split that are there under two labels, as numpy does', async ({
    skip,
  }) => {
    const real = findTestData('cifar-100-binary');
    if (real === undefined) return skip('cifar-100-binary is not in ESPALIER_TEST_DATA');
    const report = await inspectDataset(real);
    const inTest = casesOf(report, 'duplicates-with-other-labels').filter((places) =>
      places.every(({ split }) => split === 'test'),
    );
    expect(inTest.map((places) => places.map(({ record: number, label }) => [number, label]))).toEqual([
      [
        [4435, 'people / girl'],
        [6902, 'people / baby'],
      ],
      [
        [3355, 'aquatic_mammals / otter'],
        [7972, 'aquatic_mammals / seal'],
      ],
    ]);
  });
});
