import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDataset } from '../../../../src-main/data/load-dataset.ts';
import type { DetectionDataset } from '../../../../src-main/data/dataset.ts';
import { datasetSchema } from '../../../../src-shared/dataset-recipe.ts';
import { EspalierError } from '../../../../src-shared/errors.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { findTestData } from '../../../test-data.ts';
import { put } from '../image-folder/image-files.ts';
import { hugePngHead, noiseImage, putVisdrone } from './scene-files.ts';

async function read(recipe: object): Promise<DetectionDataset> {
  const dataset = await loadDataset(datasetSchema.parse(recipe));
  if (dataset.task !== 'detection') throw new Error('it is for classification');
  return dataset;
}

async function expectRefusal(recipe: object, message: RegExp): Promise<void> {
  const refusal = read(recipe);
  await expect(refusal).rejects.toBeInstanceOf(EspalierError);
  await expect(refusal).rejects.toMatchObject({ code: 'bad-dataset' });
  await expect(refusal).rejects.toThrow(message);
}

describe('VisDrone-DET', () => {
  it('keeps what counts apart from what doesn’t: category 0, others and score 0 are regions, classes begin at category 1', async () => {
    const path = temporaryFolder();
    const text = '1,2,10,20,1,1,0,0\n3,4,5,6,1,10,1,2,\r\n5,5,9,9,0,0,0,0\n6,6,8,8,0,11,0,0\n7,7,8,8,0,4,0,0\n\n';
    await putVisdrone(path, 'train', { a: { text } });
    await putVisdrone(path, 'val', { b: { text: '' } });
    const { train, test, classes, notes } = await read({ kind: 'visdrone', path });
    expect(classes).toHaveLength(10);
    expect(train.scenes[0]).toMatchObject({ name: 'VisDrone2019-DET-train/images/a.jpg', height: 48, width: 64 });
    expect(train.scenes[0]?.truths).toEqual([
      { left: 1, top: 2, width: 10, height: 20, classIndex: 0 },
      { left: 3, top: 4, width: 5, height: 6, classIndex: 9 },
    ]);
    expect(train.scenes[0]?.ignored).toEqual([
      { left: 5, top: 5, width: 9, height: 9 },
      { left: 6, top: 6, width: 8, height: 8 },
      { left: 7, top: 7, width: 8, height: 8 },
    ]);
    expect(test.scenes[0]?.truths).toEqual([]);
    expect(notes).toEqual([]);
  });

  it('leaves missing and broken images out with one note, cuts boxes at the edge, and counts those of which nothing is left', async () => {
    const path = temporaryFolder();
    await putVisdrone(path, 'train', {
      a: { text: '-5,-5,10,10,1,1,0,0\n60,40,20,20,1,4,0,0\n1,1,0,5,1,4,0,0\n64,1,5,5,1,4,0,0' },
      b: { text: '', image: null },
      c: { text: '', image: Buffer.from('no image') },
    });
    await putVisdrone(path, 'val', { d: { text: '' }, e: { text: '', image: null } });
    const { train, test, notes } = await read({ kind: 'visdrone', path });
    expect([train.count, test.count]).toEqual([1, 1]);
    expect(train.scenes[0]?.truths).toEqual([
      { left: 0, top: 0, width: 5, height: 5, classIndex: 0 },
      { left: 60, top: 40, width: 4, height: 8, classIndex: 3 },
    ]);
    expect(notes).toEqual([
      expect.stringMatching(/^2 of 5 annotated images are missing and 1 can't be read.*c\.jpg: it is no image/),
      '2 boxes of no area or wholly outside their image were left out',
    ]);
  });

  it.each([
    ['NaN', '1,1,5,5,1,1,0,0\n\n1,1,NaN,5,1,1,0,0', /^line 3 of ".*a\.txt" can't be used: its box \(1, 1, NaN, 5\)/],
    ['Infinity', '1,Infinity,5,5,1,1,0,0', /line 1 of .*finite/],
    ['a negative width', '1,1,-5,5,1,1,0,0', /line 1 of .*its box is -5 wide/],
    ['an empty value', '1,1,,5,1,1,0,0', /line 1 of .*finite/],
    ['a category that is none', '1,1,5,5,1,12,0,0', /line 1 of .*its category is 12/],
    ['too few values', '1,1,5,5,1,4', /it has 6 values, and 8 are expected/],
  ])('refuses %s with the file and the line', async (_, text, message) => {
    const path = temporaryFolder();
    await putVisdrone(path, 'train', { a: { text } });
    await putVisdrone(path, 'val', { b: { text: '' } });
    await expectRefusal({ kind: 'visdrone', path }, message);
  });

  it('refuses an image of 30,000×30,000 pixels by name, without decoding it', async () => {
    const path = temporaryFolder();
    await putVisdrone(path, 'train', { a: { text: '', image: hugePngHead(30_000, 30_000) } });
    await putVisdrone(path, 'val', { b: { text: '' } });
    await expectRefusal(
      { kind: 'visdrone', path },
      /a\.jpg" can't be used: its 30000×30000 pixels are more than 50 million/,
    );
  });

  it('says what to do where no image is there, a part is missing, or the folder of a part is given', async () => {
    const path = temporaryFolder();
    await putVisdrone(path, 'train', { a: { text: '', image: null } });
    await putVisdrone(path, 'val', { b: { text: '' } });
    await expectRefusal({ kind: 'visdrone', path }, /has no train image that can be used: 1 are annotated, but none/);
    await expectRefusal({ kind: 'visdrone', path, test: 'test-dev' }, /no folder VisDrone2019-DET-test-dev/);
    const part = join(path, 'VisDrone2019-DET-val');
    await expectRefusal({ kind: 'visdrone', path: part }, /give the folder above it/);
  });

  it('hashes names, boxes and lengths, not the way to the folder: catches runs that share outcomes of other data', async () => {
    const hashOf = async (text: string, seed: number) => {
      const path = temporaryFolder();
      await putVisdrone(path, 'train', { a: { text, image: await noiseImage(seed) } });
      await putVisdrone(path, 'val', { b: { text: '', image: await noiseImage(9) } });
      return (await read({ kind: 'visdrone', path })).hash;
    };
    const first = await hashOf('1,1,5,5,1,1,0,0', 1);
    expect(await hashOf('1,1,5,5,1,1,0,0\n', 1)).toBe(first);
    expect(await hashOf('1,1,5,6,1,1,0,0', 1)).not.toBe(first);
    expect(await hashOf('1,1,5,5,0,1,0,0', 1)).not.toBe(first);
    expect(await hashOf('1,1,5,5,1,1,0,0', 2)).not.toBe(first);
  });

  const real = findTestData('VisDrone2019-DET-train');
  it.skipIf(real === undefined)(
    'reads the real folders: the images that are there, with a note on the others',
    async () => {
      const { train, test, notes } = await read({ kind: 'visdrone', path: join(real ?? '', '..'), test: 'test-dev' });
      expect([train.count, test.count]).toEqual([1, 5]);
      expect(train.scenes[0]).toMatchObject({ height: 540, width: 960 });
      expect(train.scenes[0]?.truths).toHaveLength(82);
      expect(notes?.[0]).toMatch(/^8075 of 8081 annotated images are missing/);
    },
  );
});

describe('COCO JSON', () => {
  const categories = [
    { id: 7, name: 'dog' },
    { id: 3, name: 'cat' },
    { id: 90, name: 'crowded' },
  ];
  async function putCoco(path: string, annotations: readonly object[], file = 'train.json'): Promise<string> {
    const images = [];
    for (const index of [1, 2, 3]) {
      put(path, `images/${index}.png`, await noiseImage(index));
      images.push({ id: index, file_name: `${index}.png`, width: 64, height: 48 });
    }
    return put(path, file, JSON.stringify({ images, categories, annotations }));
  }

  it('numbers classes in the order of their ids; crowds and categories to ignore are regions', async () => {
    const path = await putCoco(temporaryFolder(), [
      { id: 1, image_id: 2, category_id: 7, bbox: [1, 2, 3.5, 4], iscrowd: 0 },
      { id: 2, image_id: 2, category_id: 3, bbox: [5, 6, 7, 8], iscrowd: 1 },
      { id: 3, image_id: 2, category_id: 90, bbox: [9, 9, 9, 9] },
      { id: 4, image_id: 8, category_id: 3, bbox: [9, 9, 9, 9] },
    ]);
    const { train, test, classes, notes } = await read({ kind: 'coco', path, test: 'train', ignore: ['crowded'] });
    expect(classes).toEqual(['cat', 'dog']);
    expect(train.scenes.map(({ name }) => name)).toEqual(['1.png', '2.png', '3.png']);
    expect(train.scenes[1]?.truths).toEqual([{ left: 1, top: 2, width: 3.5, height: 4, classIndex: 1 }]);
    expect(train.scenes[1]?.ignored).toEqual([
      { left: 5, top: 6, width: 7, height: 8 },
      { left: 9, top: 9, width: 9, height: 9 },
    ]);
    expect(test).toEqual(train);
    expect(notes).toEqual([
      expect.stringMatching(/^1 annotations of .*annotation 3 \(id 4\): its image_id is 8/),
      expect.stringContaining('the test images are the training images'),
    ]);
  });

  it('draws a share for testing by the seed, the rest for training, both by name', async () => {
    const path = await putCoco(temporaryFolder(), []);
    const names = async (seed: number) => {
      const { train, test } = await read({ kind: 'coco', path, test: 0.3, seed });
      return [train.scenes.map(({ name }) => name), test.scenes.map(({ name }) => name)];
    };
    const [train = [], test = []] = await names(1);
    expect([train.length, test.length]).toEqual([2, 1]);
    expect([...train, ...test].sort()).toEqual(['1.png', '2.png', '3.png']);
    expect(await names(1)).toEqual([train, test]);
    const drawn = await Promise.all([1, 2, 3, 4, 5, 6].map(names));
    expect(new Set(drawn.map(String)).size).toBeGreaterThan(1);
  });

  it('tests on another file, whose categories may have other ids', async () => {
    const folder = temporaryFolder();
    const path = await putCoco(folder, []);
    const other = put(
      folder,
      'test.json',
      JSON.stringify({
        images: [{ id: 'x', filename: '3.png' }],
        categories: [{ id: 1, name: 'dog' }],
        annotation: [{ image_id: 'x', category_id: 1, bbox: [0, 0, 5, 5] }],
      }),
    );
    const { train, test } = await read({ kind: 'coco', path, test: other });
    expect([train.count, test.count]).toEqual([3, 1]);
    expect(test.scenes[0]?.truths[0]?.classIndex).toBe(1);
  });

  it('names the annotation with NaN, which JSON has not: catches "unexpected token" alone', async () => {
    const folder = temporaryFolder();
    const path = await putCoco(folder, [{ id: 5, image_id: 1, category_id: 3, bbox: [1, 1, 12321, 5] }]);
    const text = JSON.stringify({
      images: [{ id: 1, file_name: '1.png' }],
      categories,
      annotations: [{ id: 5, image_id: 1, category_id: 3, bbox: [1, 1, 12321, 5] }],
    });
    put(folder, 'train.json', text.replace('12321', 'NaN'));
    await expectRefusal({ kind: 'coco', path, test: 'train' }, /annotation 0 of ".*train\.json".*four finite numbers/);
  });

  it.each([
    [{ image_id: 1, category_id: 3, bbox: [1, 1, 5, -5] }, /annotation 0 .*its box is 5 wide and -5 high/],
    [{ image_id: 1, category_id: 4, bbox: [1, 1, 5, 5] }, /annotation 0 .*its category_id is 4/],
    [{ image_id: 1, category_id: 3 }, /annotation 0 .*"bbox"/],
  ])('refuses %j by its number', async (annotation, message) => {
    await expectRefusal({ kind: 'coco', path: await putCoco(temporaryFolder(), [annotation]), test: 'train' }, message);
  });

  it('refuses a category to ignore that is none, an image outside its folder, and other JSON', async () => {
    const folder = temporaryFolder();
    const path = await putCoco(folder, []);
    await expectRefusal({ kind: 'coco', path, ignore: ['cow'] }, /no category "cow" to ignore; its categories are cat/);
    const outside = put(folder, 'o.json', JSON.stringify({ images: [{ id: 1, file_name: '../x.png' }], categories }));
    await expectRefusal({ kind: 'coco', path: outside }, /would lie outside the folder of images/);
    await expectRefusal({ kind: 'coco', path: put(folder, 'e.json', '[]') }, /no file of COCO annotations/);
    await expectRefusal({ kind: 'coco', path: put(folder, 'b.json', '{"images": [') }, /is not valid JSON/);
  });

  it('notes images of another size than their annotations say', async () => {
    const folder = temporaryFolder();
    put(folder, 'images/1.png', await noiseImage(1));
    const images = [{ id: 1, file_name: '1.png', width: 640, height: 480 }];
    const path = put(folder, 'a.json', JSON.stringify({ images, categories, annotations: [] }));
    const { notes } = await read({ kind: 'coco', path, test: 'train' });
    expect(notes?.[0]).toMatch(/1 images have another size than their annotations say, the first: 1\.png/);
  });

  const real = findTestData('hit-uav');
  it.skipIf(real === undefined)('reads HIT-UAV, whose keys are "filename" and "annotation"', async () => {
    const path = join(real ?? '', 'annotations.json');
    const { train, test, classes } = await read({ kind: 'coco', path, ignore: ['DontCare'] });
    expect(classes).toEqual(['Person', 'Car', 'Bicycle', 'OtherVehicle']);
    expect([train.count, test.count]).toEqual([232, 58]);
    const scenes = [...train.scenes, ...test.scenes];
    const boxes = scenes.flatMap(({ truths, ignored }) => [...truths, ...ignored]);
    expect(boxes).toHaveLength(2460);
  });
});

describe('YOLO labels', () => {
  async function putYolo(path: string, folder: string, labels: Readonly<Record<string, string | null>>): Promise<void> {
    for (const [stem, text] of Object.entries(labels)) {
      put(path, `images/${folder}${stem}.png`, await noiseImage(stem.length));
      if (text !== null) put(path, `labels/${folder}${stem}.txt`, text);
    }
    put(path, 'classes.txt', 'cat\ndog\n');
  }

  it('takes shares of the image from the centre on: catches corners taken for centres', async () => {
    const path = temporaryFolder();
    await putYolo(path, '', { a: '1 0.5 0.25 0.5 0.25\n', b: null });
    const { train, classes } = await read({ kind: 'yolo', path, test: 'train' });
    expect(classes).toEqual(['cat', 'dog']);
    expect(train.scenes.map(({ name }) => name)).toEqual([join('images', 'a.png'), join('images', 'b.png')]);
    expect(train.scenes[0]?.truths).toEqual([{ left: 16, top: 6, width: 32, height: 12, classIndex: 1 }]);
    expect(train.scenes[1]?.truths).toEqual([]);
  });

  it('reads folders of train and val; a share is drawn from train with a note that val is not used', async () => {
    const path = temporaryFolder();
    await putYolo(path, 'train/', { a: '0 0.5 0.5 0.1 0.1', bb: '' });
    await putYolo(path, 'val/', { ccc: '0 0.5 0.5 0.1 0.1' });
    const divided = await read({ kind: 'yolo', path, test: 'val' });
    expect([divided.train.count, divided.test.count, divided.notes]).toEqual([2, 1, []]);
    const drawn = await read({ kind: 'yolo', path });
    expect([drawn.train.count, drawn.test.count]).toEqual([1, 1]);
    expect(drawn.notes).toEqual([expect.stringMatching(/images\/val is not used/)]);
    await expectRefusal({ kind: 'yolo', path, test: 'other' }, /has no folder "other"/);
  });

  it.each([
    ['2 0.5 0.5 0.1 0.1', /line 1 of ".*a\.txt".*its class is 2, and there are names for 0 to 1/],
    ['0 nan 0.5 0.1 0.1', /line 1 of .*finite/],
    ['0 0.5 0.5 -0.1 0.1', /line 1 of .*-0\.1 wide/],
    ['0 0.1 0.1 0.2 0.1 0.2 0.2', /it has 7 values, and 5 are expected/],
  ])('refuses "%s"', async (text, message) => {
    const path = temporaryFolder();
    await putYolo(path, '', { a: text });
    await expectRefusal({ kind: 'yolo', path, test: 'train' }, message);
  });

  it('asks for the names of the classes, and for images where there are none', async () => {
    const path = temporaryFolder();
    put(path, 'images/a.png', await noiseImage(1));
    put(path, 'labels/a.txt', '');
    await expectRefusal({ kind: 'yolo', path }, /has no names of classes: put classes\.txt there/);
    const empty = temporaryFolder();
    put(empty, 'images/readme.md', '');
    put(empty, 'classes.txt', 'cat');
    await expectRefusal({ kind: 'yolo', path: empty }, /has neither images nor a folder "train"/);
    await putYolo(path, '', {});
    await expectRefusal({ kind: 'yolo', path }, /has a single image, too few/);
  });

  const real = findTestData('coco-val');
  it.skipIf(real === undefined)('reads the 64 images of COCO, their names from coco.names', async () => {
    const { train, classes } = await read({ kind: 'yolo', path: real, test: 'train' });
    expect([train.count, classes.length, classes[58]]).toEqual([64, 80, 'pottedplant']);
    expect(train.scenes[0]).toMatchObject({ height: 426, width: 640 });
  });
});
