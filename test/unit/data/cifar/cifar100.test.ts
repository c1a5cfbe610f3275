import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCifar100 } from '../../../../src-main/data/cifar/read-cifar.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { findTestData } from '../../../test-data.ts';
import { makeTarGz } from '../tar-gz/make-tar-gz.ts';

const RECORD_BYTES = 3074;

/** Records with the coarse label n mod 20, the fine label n mod 100, and pixels that follow from n. */
function records(count: number, first: number): Uint8Array {
  const bytes = new Uint8Array(count * RECORD_BYTES);
  for (let index = 0; index < count; index++) {
    const start = index * RECORD_BYTES;
    bytes[start] = (first + index) % 20;
    bytes[start + 1] = (first + index) % 100;
    for (let pixel = 0; pixel < 3072; pixel++) bytes[start + 2 + pixel] = (first + index + pixel) % 256;
  }
  return bytes;
}

function makeFolder(): string {
  const folder = join(temporaryFolder(), 'cifar-100-binary');
  mkdirSync(folder);
  writeFileSync(join(folder, 'train.bin'), records(130, 0));
  writeFileSync(join(folder, 'test.bin'), records(7, 130));
  return folder;
}

describe('readCifar100', () => {
  it('takes the label asked for: catches coarse and fine swapped, and pixels one byte off', async () => {
    const folder = makeFolder();
    const fine = await readCifar100(folder, 'fine');
    const coarse = await readCifar100(join(folder, '..'), 'coarse');
    expect([fine.classes.length, coarse.classes.length]).toEqual([100, 20]);
    expect([fine.train.labels[129], coarse.train.labels[129]]).toEqual([29, 9]);
    expect(Array.from(fine.test.labels)).toEqual([30, 31, 32, 33, 34, 35, 36]);
    expect(fine.train.images[129 * 3072 + 3071]).toBe((129 + 3071) % 256);
    expect(fine.name).toBe('CIFAR-100 (fine labels)');
    expect(fine.hash).not.toBe(coarse.hash);
  });

  it('reads the archive, and names from its label files', async () => {
    const folder = makeFolder();
    const names = Array.from({ length: 20 }, (_, index) => `super ${index}`);
    const archive = join(folder, 'cifar-100-binary.tar.gz');
    const entries = [
      { name: 'cifar-100-binary/coarse_label_names.txt', content: `${names.join('\n')}\n\n` },
      { name: 'cifar-100-binary/test.bin', content: records(7, 130) },
      { name: 'cifar-100-binary/train.bin', content: records(130, 0) },
    ];
    writeFileSync(archive, await makeTarGz(entries));
    const dataset = await readCifar100(archive, 'coarse', { train: 20 });
    expect(dataset.classes).toEqual(names);
    expect(dataset.hash).toBe((await readCifar100(folder, 'coarse', { train: 20 })).hash);
  });

  it('names a label out of range, whichever is asked for', async () => {
    const folder = makeFolder();
    const bytes = records(7, 130);
    bytes[5 * RECORD_BYTES] = 20;
    writeFileSync(join(folder, 'test.bin'), bytes);
    await expect(readCifar100(folder, 'fine')).rejects.toThrow(/test\.bin": record 5 .* coarse label 20.* 0 … 19/);
  });

  it('names what is missing or cut off', async () => {
    const folder = makeFolder();
    truncateSync(join(folder, 'train.bin'), 3 * RECORD_BYTES + 1);
    await expect(readCifar100(folder, 'fine')).rejects.toThrow(/train\.bin" is truncated: record 3 .* has 1 of 3074/);
    rmSync(join(folder, 'train.bin'));
    await expect(readCifar100(folder, 'fine')).rejects.toThrow(/no readable train\.bin/);
  });
});

describe('readCifar100 on the real data set', () => {
  const real = findTestData('cifar-100-binary');

  it('finds a balanced test split under names in which each fine class has one superclass', async ({ skip }) => {
    if (real === undefined) return skip('cifar-100-binary is not in ESPALIER_TEST_DATA');
    const fine = await readCifar100(real, 'fine');
    const coarse = await readCifar100(real, 'coarse');
    const counts = new Uint32Array(100);
    const superclasses = new Map<string, Set<string>>();
    fine.test.labels.forEach((label, index) => {
      counts[label] = (counts[label] ?? 0) + 1;
      const name = fine.classes[label] ?? '';
      const superclass = coarse.classes[coarse.test.labels[index] ?? 0] ?? '';
      superclasses.set(name, (superclasses.get(name) ?? new Set()).add(superclass));
    });
    expect(Array.from(counts)).toEqual(new Array(100).fill(100));
    expect([...superclasses.values()].every(({ size }) => size === 1)).toBe(true);
    expect(superclasses.get('willow_tree')).toEqual(new Set(['trees']));
    expect(superclasses.get('apple')).toEqual(new Set(['fruit_and_vegetables']));
  });
});
