import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readImageFolder } from '../../../../src-main/data/image-folder/read-image-folder.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { plainPng, put } from './image-files.ts';

const CLASSES = ['apple', 'train'];

/** Images whose red byte tells them apart: 10 × class + number, below 0 for testing. */
async function putClasses(folder: string, count: number, first = 0): Promise<void> {
  for (const [label, name] of CLASSES.entries()) {
    for (let index = 0; index < count; index++) {
      put(folder, `${name}/${String(index).padStart(2, '0')}.png`, await plainPng([100 * label + first + index, 7, 8]));
    }
  }
}

const base = { size: [8, 8], seed: 1 } as const;

/** The red byte of each image. */
function redOf({ images, count }: { readonly images: Uint8Array; readonly count: number }): number[] {
  return Array.from({ length: count }, (_, index) => images[index * 192] ?? 0);
}

describe('readImageFolder', () => {
  it.each(['test', 'val'])('reads train and %s, classes taking turns, in the order of the names', async (name) => {
    const path = temporaryFolder();
    await putClasses(join(path, 'train'), 3);
    await putClasses(join(path, name), 2, 50);
    const dataset = await readImageFolder({ ...base, path });
    expect(dataset.classes).toEqual(CLASSES);
    expect(Array.from(dataset.train.labels)).toEqual([0, 1, 0, 1, 0, 1]);
    expect(redOf(dataset.train)).toEqual([0, 100, 1, 101, 2, 102]);
    expect(redOf(dataset.test)).toEqual([50, 150, 51, 151]);
    expect([dataset.height, dataset.width, dataset.channels]).toEqual([8, 8, 3]);
    const limited = await readImageFolder({ ...base, path, limit: { train: 2, test: 1 } });
    expect(redOf(limited.train)).toEqual([0, 100]);
  });

  it('divides a folder of classes by the seed: catches images in both splits, and a split that changes from run to run', async () => {
    const path = temporaryFolder();
    await putClasses(path, 10);
    const one = await readImageFolder({ ...base, path, test: 0.3 });
    const same = await readImageFolder({ ...base, path, test: 0.3 });
    const other = await readImageFolder({ ...base, path, test: 0.3, seed: 2 });
    expect([one.train.count, one.test.count]).toEqual([14, 6]);
    expect([...redOf(one.train), ...redOf(one.test)].sort((a, b) => a - b)).toEqual(
      CLASSES.flatMap((_, label) => Array.from({ length: 10 }, (_, index) => 100 * label + index)),
    );
    expect(Array.from(one.test.labels)).toEqual([0, 1, 0, 1, 0, 1]);
    expect(same.hash).toBe(one.hash);
    expect(other.hash).not.toBe(one.hash);
    expect((await readImageFolder({ ...base, path })).test.count).toBe(4);
  });

  it('follows links to folders and says what it left out, hidden files aside', async () => {
    const path = temporaryFolder();
    await putClasses(path, 2);
    put(path, '.DS_Store', 'x');
    put(path, 'apple/notes.txt', 'x');
    put(path, 'readme.md', 'x');
    const elsewhere = temporaryFolder();
    put(elsewhere, '0.png', await plainPng([1, 2, 3]));
    put(elsewhere, '1.png', await plainPng([1, 2, 4]));
    symlinkSync(elsewhere, join(path, 'linked'));
    const dataset = await readImageFolder({ ...base, path });
    expect(dataset.classes).toEqual(['apple', 'linked', 'train']);
    expect(dataset.notes).toEqual([expect.stringMatching(/^2 entries of .* left out, the first: readme\.md$/)]);
  });

  it('refuses images that can not be read, naming the first and the doctor', async () => {
    const path = temporaryFolder();
    await putClasses(path, 5);
    for (const name of ['a', 'b', 'c', 'd']) put(path, `apple/${name}.jpg`, 'no image');
    await expect(readImageFolder({ ...base, path })).rejects.toMatchObject({
      code: 'bad-dataset',
      message: expect.stringMatching(
        /^4 of 14 images can't be read .*apple\/a\.jpg": it is no image.*; and 1 more\).*dataset inspect/,
      ),
    });
  });

  it.each<[string, (path: string) => Promise<unknown>, RegExp]>([
    ['a folder that is not there', (path) => readImageFolder({ ...base, path: join(path, 'no') }), /is it there/],
    [
      'a folder without classes',
      (path) => readImageFolder({ ...base, path }),
      /0 folders with images to train on; give 2 to 256/,
    ],
    [
      'a class of one image',
      async (path) => {
        await putClasses(path, 1);
        return readImageFolder({ ...base, path });
      },
      /the class "apple" has a single image/,
    ],
    [
      'a test class that is not trained',
      async (path) => {
        await putClasses(join(path, 'train'), 2);
        put(path, 'test/pear/1.png', 'x');
        return readImageFolder({ ...base, path });
      },
      /class "pear"/,
    ],
    [
      'a test folder that is not there',
      async (path) => {
        await putClasses(join(path, 'train'), 2);
        return readImageFolder({ ...base, path, test: 'holdout' });
      },
      /has no folder "holdout"/,
    ],
    [
      'a share where there are test images',
      async (path) => {
        await putClasses(join(path, 'train'), 2);
        await putClasses(join(path, 'test'), 2);
        return readImageFolder({ ...base, path, test: 0.2 });
      },
      /has its own test images/,
    ],
    [
      'more than fits in memory, before anything is decoded',
      async (path) => {
        mkdirSync(path, { recursive: true });
        await putClasses(path, 3);
        return readImageFolder({ ...base, size: [20_000, 20_000], path });
      },
      /the 6 images .* take 6\.7 GiB at 20000×20000, more than 4 GiB/,
    ],
  ])('refuses %s', async (_what, read, message) => {
    await expect(read(temporaryFolder())).rejects.toMatchObject({
      code: 'bad-dataset',
      message: expect.stringMatching(message),
    });
  });
});
