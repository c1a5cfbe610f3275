import { describe, expect, it } from 'vitest';
import { generateScenes } from '../../../../src-main/data/detection/generate-scenes.ts';
import { expectError } from '../../../expect-error.ts';

const recipe = { train: 40, test: 12, size: [64, 96], seed: 3 } as const;

describe('generateScenes', () => {
  it('draws the same bytes for a seed, and others for another and for the test split', () => {
    const one = generateScenes(recipe);
    expect(generateScenes(recipe).hash).toBe(one.hash);
    expect(generateScenes({ ...recipe, seed: 4 }).hash).not.toBe(one.hash);
    expect(one.train.scenes[0]?.truths).not.toEqual(one.test.scenes[0]?.truths);
    expect([one.train.count, one.test.count, one.height, one.width]).toEqual([40, 12, 64, 96]);
  });

  it('has boxes that touch their shapes on all sides where nothing hides them: catches boxes off by a pixel', () => {
    const { train } = generateScenes({ ...recipe, train: 200 });
    let seen = 0;
    for (const { truths, source, width } of train.scenes) {
      const [truth, ...others] = truths;
      if (truth === undefined || others.length > 0 || source.kind !== 'pixels') continue;
      const columns: number[] = [];
      const rows: number[] = [];
      for (let pixel = 0; pixel < source.pixels.length / 3; pixel++) {
        const levels = source.pixels.subarray(3 * pixel, 3 * pixel + 3);
        // The ground is grey under noise, the shapes are of strong colours.
        if (Math.max(...levels) - Math.min(...levels) < 55) continue;
        columns.push(pixel % width);
        rows.push(Math.floor(pixel / width));
      }
      seen += 1;
      expect([Math.min(...columns), Math.min(...rows)]).toEqual([truth.left, truth.top]);
      expect([Math.max(...columns) + 1, Math.max(...rows) + 1]).toEqual([
        truth.left + truth.width,
        truth.top + truth.height,
      ]);
    }
    expect(seen).toBeGreaterThan(10);
  });

  it('has objects of every class inside the image, up to five', () => {
    const { train, classes } = generateScenes({ ...recipe, train: 200 });
    const truths = train.scenes.flatMap((scene) => scene.truths);
    expect(new Set(truths.map(({ classIndex }) => classIndex)).size).toBe(classes.length);
    expect(Math.max(...train.scenes.map((scene) => scene.truths.length))).toBe(5);
    for (const { left, top, width, height } of truths) {
      expect(left >= 0 && top >= 0 && left + width <= 96 && top + height <= 64).toBe(true);
      expect(Math.min(width, height)).toBeGreaterThan(4);
    }
  });

  it('refuses what memory would not hold', () => {
    expectError(
      () => generateScenes({ train: 20_000, test: 10, size: [608, 608], seed: 1 }),
      'bad-dataset',
      /take 20\.7 GiB, more than 4/,
    );
  });
});
