import { describe, expect, it } from 'vitest';
import type { DatasetSamples } from '../../../../../src-shared/routes/wizard-routes.ts';
import { samplesByClass } from '../../../../../src-renderer/wizard/dataset/samples-by-class.ts';

describe('samplesByClass', () => {
  it('keeps classes without a sample, and at most so many of the others', () => {
    const image = (label: number, index: number): DatasetSamples['images'][number] => ({
      image: String(index),
      label,
      index,
      boxes: null,
    });
    const samples = { classes: ['cat', 'dog'], images: [image(1, 0), image(1, 1), image(1, 2)] };
    expect(samplesByClass(samples, 2).map(({ name, images }) => [name, images.length])).toEqual([
      ['cat', 0],
      ['dog', 2],
    ]);
  });
});
