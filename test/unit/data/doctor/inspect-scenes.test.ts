import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { inspectDataset } from '../../../../src-main/data/doctor/inspect-dataset.ts';
import { loadDataset } from '../../../../src-main/data/load-dataset.ts';
import { datasetSchema } from '../../../../src-shared/dataset-recipe.ts';
import { datasetReportSchema, type DatasetReport, type FindingCode } from '../../../../src-shared/dataset-report.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { findTestData } from '../../../test-data.ts';
import { hugePngHead, noiseImage, putVisdrone } from '../detection/scene-files.ts';
import { put } from '../image-folder/image-files.ts';

/** Of each case the first place's file, with what is wrong there. */
function casesOf({ findings }: DatasetReport, code: FindingCode): string[] {
  const cases = findings.find((finding) => finding.code === code)?.cases ?? [];
  return cases.map(([place]) => `${place?.file.split(/[\\/]/).at(-1)}: ${place?.detail ?? ''}`);
}

function codesOf({ findings }: DatasetReport): string[] {
  return findings.map(({ code }) => code);
}

function lines(line: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.array(line, { maxLength: 3 }).map((all) => all.join('\n'));
}

describe('inspectDataset on VisDrone', () => {
  it('finds what is wrong with boxes and images, each with its line: catches a report of the first of them only', async () => {
    const path = temporaryFolder();
    const same = await noiseImage(50);
    const whole = await sharp(same).jpeg().toBuffer();
    await putVisdrone(path, 'train', {
      a: { text: '1,1,10,10,1,1,0,0\n1,1,10,10,1,1,0,0\n1,1,0,5,1,2,0,0\n70,1,5,5,1,2,0,0\n60,40,20,20,1,4,0,0' },
      b: { text: '1,1,NaN,5,1,1,0,0\n1,1,5,5,1,40,0,0\n2,2,4,4,1,2,0,0\n0,0,0,0,0,0,0,0' },
      c: { text: '1,1,9,9,1,1,0,0', image: null },
      d: { text: '', image: Buffer.from('none') },
      e: { text: '', image: hugePngHead(30_000, 30_000) },
      f: { text: '1,1,9,9,0,11,0,0', image: same },
      g: { text: '1,1,9,9,1,4,0,0', image: whole.subarray(0, whole.length - 300) },
    });
    put(path, 'VisDrone2019-DET-train/images/h.png', await noiseImage(60));
    await putVisdrone(path, 'val', { i: { text: '1,1,9,9,1,4,0,0', image: same } });
    const report = await inspectDataset(path);
    expect(datasetReportSchema.parse(report)).toEqual(report);
    expect([report.kind, report.guess]).toEqual(['visdrone', 'it holds VisDrone2019-DET-train']);
    expect(casesOf(report, 'duplicate-box')).toEqual(['a.jpg: line 2 of a.txt: left 1, top 1, 10 wide, 10 high']);
    expect(casesOf(report, 'empty-box')).toEqual(['a.jpg: line 3 of a.txt: left 1, top 1, 0 wide, 5 high']);
    expect(casesOf(report, 'box-outside')).toEqual(['a.jpg: line 4 of a.txt: left 70, top 1, 5 wide, 5 high']);
    expect(casesOf(report, 'box-across-edge')).toEqual(['a.jpg: line 5 of a.txt: left 60, top 40, 20 wide, 20 high']);
    expect(casesOf(report, 'bad-annotation')).toEqual([expect.stringMatching(/^b\.jpg: line 1 of b\.txt: .*NaN/)]);
    expect(casesOf(report, 'unknown-class')).toEqual([expect.stringMatching(/^b\.jpg: line 2 .*category is 40/)]);
    expect(casesOf(report, 'missing-image')).toEqual(['c.jpg: ']);
    expect(casesOf(report, 'unreadable-image')).toEqual([expect.stringMatching(/^d\.jpg: it is no image/)]);
    expect(casesOf(report, 'oversized-image')).toEqual([expect.stringMatching(/^e\.jpg: its 30000×30000 pixels/)]);
    expect(casesOf(report, 'undecodable-image')).toEqual([expect.stringMatching(/^g\.jpg: it can't be decoded/)]);
    expect(casesOf(report, 'image-without-objects')).toEqual(['d.jpg: ', 'e.jpg: ', 'f.jpg: ']);
    expect(casesOf(report, 'image-without-annotations')).toEqual(['h.png: ']);
    expect(casesOf(report, 'duplicates-across-splits')).toEqual(['f.jpg: ']);
    expect(report.detection?.splits[0]).toEqual({
      split: 'train',
      annotated: 7,
      missing: 1,
      withObjects: 4,
      withoutObjects: 3,
      objects: 6,
      regions: 2,
      small: 6,
      medium: 0,
      large: 0,
    });
    expect(report.balance[0]?.classes.slice(0, 4)).toEqual([
      { name: 'pedestrian', train: 3, test: 0 },
      { name: 'people', train: 1, test: 0 },
      { name: 'bicycle', train: 0, test: 0 },
      { name: 'car', train: 2, test: 1 },
    ]);
  });

  it('judges sizes in the input, where images are scaled: catches sizes taken as they are', async () => {
    const path = temporaryFolder();
    const text = Array.from({ length: 4 }, (_, index) => `1,${index * 9},${3 + index * 3},${3 + index * 3},1,1,0,0`);
    await putVisdrone(path, 'train', { a: { text: text.join('\n') } });
    await putVisdrone(path, 'val', { b: { text: '' } });
    const small = await inspectDataset(path, 'visdrone', { size: [32, 32] });
    expect(small.detection?.inputSides).toEqual({
      height: 32,
      width: 32,
      objects: 4,
      shorterThan: [
        { pixels: 4, objects: 2 },
        { pixels: 8, objects: 4 },
        { pixels: 16, objects: 4 },
        { pixels: 32, objects: 4 },
      ],
    });
    expect(casesOf(small, 'tiny-objects')).toEqual([
      'objects: at 32×32, of 4 objects 50 % under 4 pixels, 100 % under 8 pixels, 100 % under 16 pixels a side',
    ]);
    const large = await inspectDataset(path, 'visdrone', { size: [608, 608] });
    expect(codesOf(large)).not.toContain('tiny-objects');
  });

  it('warns of images with more objects than count, and of frequencies that differ', async () => {
    const path = temporaryFolder();
    const lines = Array.from({ length: 501 }, (_, index) => `${index % 50},${Math.floor(index / 50)},3,3,1,4,0,0`);
    await putVisdrone(path, 'train', { a: { text: [...lines, '1,1,3,3,1,1,0,0'].join('\n') } });
    await putVisdrone(path, 'val', { b: { text: '' } });
    const report = await inspectDataset(path);
    expect(casesOf(report, 'crowded-image')).toEqual(['a.jpg: 502 objects']);
    expect(casesOf(report, 'imbalanced-objects')).toEqual(['classes: 1 of "pedestrian" to 501 of "car"']);
    expect(casesOf(report, 'absent-class')).toHaveLength(8);
  });

  it('says as an error that a split has no image', async () => {
    const path = temporaryFolder();
    await putVisdrone(path, 'train', { a: { text: '', image: null } });
    await putVisdrone(path, 'val', { b: { text: '' } });
    const { findings } = await inspectDataset(path);
    expect(findings[0]).toMatchObject({ code: 'no-images', severity: 'error', cases: [[{ split: 'train' }]] });
  });

  it('reports any damage of annotations that a training refuses as an error, and no other: 60 damaged data sets', async () => {
    const line = fc.oneof(
      fc.constantFrom(
        '1,1,9,9,1,4,0,0',
        '1,1,9,9,0,0,0,0',
        '-4,1,9,9,1,4,0,0,',
        '99,1,9,9,1,4,0,0',
        '1,1,0,9,1,4,0,0',
        '',
      ),
      fc.constantFrom(
        '1,1,9,9,1,12,0,0',
        '1,1,9,-9,1,4,0,0',
        'x',
        '1,1,9,9',
        '1,1,9,9,1,1.5,0,0',
        '1,1,9,1e999,1,4,0,0',
      ),
    );
    const picture = await noiseImage(1);
    const image = fc.constantFrom(picture, null, Buffer.alloc(0), hugePngHead(9000, 9000));
    const scenes = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.record({ text: lines(line), image }), {
      minKeys: 1,
    });
    await fc.assert(
      fc.asyncProperty(scenes, async (train) => {
        const path = mkdtempSync(join(tmpdir(), 'espalier-test-'));
        try {
          await putVisdrone(path, 'train', train);
          await putVisdrone(path, 'val', { v: { text: '', image: picture } });
          const { findings } = await inspectDataset(path);
          const refused = await loadDataset(datasetSchema.parse({ kind: 'visdrone', path })).then(
            () => false,
            () => true,
          );
          const errors = findings.filter(({ severity }) => severity === 'error');
          // A training doesn't read the annotations of an image that is missing.
          const missing = Object.keys(train).filter((stem) => train[stem]?.image === null);
          const told = errors.flatMap(({ code, cases }) => cases.flat().map(({ file }) => ({ code, file })));
          const counting = told.filter(({ file }) => !missing.some((stem) => file.endsWith(`${stem}.jpg`)));
          expect(counting.length > 0).toBe(refused);
        } finally {
          rmSync(path, { recursive: true });
        }
      }),
      { numRuns: 60 },
    );
  });

  const real = findTestData('VisDrone2019-DET-train');
  it.skipIf(real === undefined)(
    'counts the objects of the 8,629 real annotation files',
    { timeout: 60_000 },
    async () => {
      const { detection, balance, findings } = await inspectDataset(join(real ?? '', '..'), 'visdrone');
      const [train] = detection?.splits ?? [];
      expect(train).toMatchObject({ annotated: 6471, missing: 6470, objects: 343_204 });
      expect(balance[0]?.classes[3]).toMatchObject({ name: 'car', train: 144_866 });
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    },
  );
});

describe('inspectDataset on COCO and YOLO', () => {
  it('of COCO finds stray annotations and images of another size, and looks in the folder that is given', async () => {
    const path = temporaryFolder();
    put(path, 'photos/1.png', await noiseImage(1));
    const file = put(
      path,
      'a.json',
      JSON.stringify({
        images: [{ id: 1, file_name: '1.png', width: 128, height: 96 }],
        categories: [{ id: 1, name: 'cat' }],
        annotations: [
          { image_id: 1, category_id: 1, bbox: [1, 1, 40, 40] },
          { image_id: 9, category_id: 1, bbox: [1, 1, 4, 4] },
        ],
      }),
    );
    const beside = await inspectDataset(file);
    expect([beside.kind, codesOf(beside)[0]]).toEqual(['coco', 'no-images']);
    const report = await inspectDataset(file, undefined, { images: join(path, 'photos') });
    expect(casesOf(report, 'other-size')).toEqual(['1.png: 64×48, and 128×96 in the annotations']);
    expect(casesOf(report, 'stray-annotation')).toEqual([
      expect.stringMatching(/^a\.json: annotation 1: its image_id is 9/),
    ]);
    expect(report.detection?.splits[0]).toMatchObject({ medium: 1, small: 0 });
    expect(codesOf(report)).toContain('undivided');
  });

  it('of YOLO takes an image without labels for one without objects, and finds labels without an image', async () => {
    const path = temporaryFolder();
    put(path, 'images/train/a.png', await noiseImage(1));
    put(path, 'images/train/b.png', await noiseImage(2));
    put(path, 'labels/train/a.txt', '0 0.5 0.5 1.2 0.5\n');
    put(path, 'labels/train/c.txt', '0 0.5 0.5 0.5 0.5\n');
    put(path, 'images/val/d.png', await noiseImage(3));
    put(path, 'labels/val/d.txt', '0 0.5 0.5 0.5 0.5\n');
    put(path, 'classes.txt', 'cat\n');
    const report = await inspectDataset(path);
    expect([report.kind, report.guess]).toEqual(['yolo', 'it holds images and labels']);
    expect(casesOf(report, 'image-without-annotations')).toEqual(['b.png: ']);
    expect(casesOf(report, 'missing-image')).toEqual(['c.jpg: ']);
    expect(casesOf(report, 'box-across-edge')).toEqual([expect.stringMatching(/^a\.png: line 1 of a\.txt/)]);
    expect(report.detection?.splits.map(({ objects, annotated }) => [objects, annotated])).toEqual([
      [2, 3],
      [1, 1],
    ]);
  });

  it('reports what makes annotations unusable instead of failing', async () => {
    const path = temporaryFolder();
    put(path, 'images/a.png', await noiseImage(1));
    put(path, 'labels/a.txt', '');
    const report = await inspectDataset(path);
    expect(report.findings).toMatchObject([{ code: 'unusable-annotations', severity: 'error' }]);
    expect(report.findings[0]?.cases[0]?.[0]?.detail).toMatch(/put classes\.txt there/);
  });

  it('asks for the file where a folder of COCO is given', async () => {
    const path = temporaryFolder();
    put(path, 'images/a.png', await noiseImage(1));
    put(path, 'annotations.json', '{}');
    await expect(inspectDataset(path)).rejects.toThrow(
      /if these are COCO annotations, give that file: ".*annotations\.json"/,
    );
  });
});
