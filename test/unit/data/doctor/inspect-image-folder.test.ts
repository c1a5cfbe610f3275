import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { inspectDataset } from '../../../../src-main/data/doctor/inspect-dataset.ts';
import type { DatasetReport, FindingCode } from '../../../../src-shared/dataset-report.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { put } from '../image-folder/image-files.ts';

/** A PNG of noise that follows from the seed. */
async function noisePng(seed: number, width = 12, height = 8): Promise<Buffer> {
  const pixels = Buffer.from(
    Array.from({ length: width * height * 3 }, (_, at) => (at * at * 31 + at * seed + seed * 57) % 256),
  );
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

function casesOf({ findings }: DatasetReport, code: FindingCode): unknown[] {
  return findings.find((finding) => finding.code === code)?.cases ?? [];
}

describe('inspectDataset on an image folder', () => {
  it('lists sizes, broken files, copies in other formats and names: catches copies found by the bytes of the files', async () => {
    const path = temporaryFolder();
    put(path, 'train/cat/1.png', await noisePng(1));
    put(path, 'train/cat/2.png', await noisePng(2, 20, 10));
    put(path, 'train/cat/broken.jpg', 'no image');
    put(path, 'train/dog/1.png', await noisePng(3));
    put(
      path,
      'train/dog/white.png',
      await sharp({ create: { width: 12, height: 8, channels: 3, background: 'white' } })
        .png()
        .toBuffer(),
    );
    put(
      path,
      'test/cat/copy.webp',
      await sharp(await noisePng(1))
        .webp({ lossless: true })
        .toBuffer(),
    );
    put(path, 'test/dog/9.png', await noisePng(9));
    put(path, 'notes.txt', 'x');
    const report = await inspectDataset(path);
    expect([report.kind, report.guess]).toEqual(['image-folder', 'it holds folders']);
    expect(report.splits.map(({ split, images }) => [split, images])).toEqual([
      ['train', 4],
      ['test', 2],
    ]);
    expect(report.balance).toEqual([
      {
        name: '',
        classes: [
          { name: 'cat', train: 2, test: 1 },
          { name: 'dog', train: 2, test: 1 },
        ],
      },
    ]);
    expect(report.sizes).toEqual([
      { width: 12, height: 8, images: 5 },
      { width: 20, height: 10, images: 1 },
    ]);
    expect(casesOf(report, 'undecodable-image')).toEqual([
      [
        {
          file: 'train/cat/broken.jpg',
          split: 'train',
          label: 'cat',
          detail: expect.stringContaining('no image of a kind'),
        },
      ],
    ]);
    expect(casesOf(report, 'duplicates-across-splits')).toEqual([
      [
        { file: 'train/cat/1.png', split: 'train', label: 'cat' },
        { file: 'test/cat/copy.webp', split: 'test', label: 'cat' },
      ],
    ]);
    expect(casesOf(report, 'constant-image')).toEqual([
      [{ file: 'train/dog/white.png', split: 'train', label: 'dog' }],
    ]);
    expect(casesOf(report, 'ignored-entries')).toEqual([[{ file: 'notes.txt' }]]);
  });

  it('reports a layout that no training takes, and an undivided folder', async () => {
    const path = temporaryFolder();
    put(path, 'cat/1.png', await noisePng(1));
    const report = await inspectDataset(path);
    expect(report.findings.map(({ code }) => code)).toEqual(['unusable-layout', 'undivided']);
    const divided = temporaryFolder();
    for (const [name, seed] of [
      ['train/cat/1.png', 1],
      ['train/dog/1.png', 2],
      ['val/fish/1.png', 3],
    ] as const) {
      put(divided, name, await noisePng(seed));
    }
    const foreign = await inspectDataset(divided);
    expect(foreign.findings.map(({ code }) => code)).toEqual(['unusable-layout', 'empty-class']);
    expect(foreign.balance[0]?.classes.at(-1)).toEqual({ name: 'fish', train: 0, test: 1 });
  });
});
