import { describe, expect, it } from 'vitest';
import { changeOf } from '../../../../../src-renderer/compare/predictions/change-kind.ts';
import {
  changedMistakes,
  mostFrequentMistake,
  outcomesByClass,
  subtractConfusions,
} from '../../../../../src-renderer/compare/predictions/confusion-difference.ts';

const base = [
  [8, 2, 0],
  [1, 9, 0],
  [3, 0, 7],
];
const variant = [
  [6, 2, 2],
  [1, 9, 0],
  [0, 4, 6],
];

describe('two confusion matrices', () => {
  it('are subtracted cell by cell, the base from the other', () => {
    expect(subtractConfusions(variant, base)).toEqual([
      [-2, 0, 2],
      [0, 0, 0],
      [-3, 4, -1],
    ]);
  });

  it('name the mistakes that changed most, never what was told right', () => {
    expect(changedMistakes(base, variant, 2)).toEqual([
      { truth: 2, predicted: 1, base: 0, variant: 4 },
      { truth: 2, predicted: 0, base: 3, variant: 0 },
    ]);
  });

  it('count the images of each class and those told right', () => {
    expect(outcomesByClass(base, variant)[2]).toEqual({ truth: 2, images: 10, base: 7, variant: 6 });
  });

  it('know the most frequent mistake, and that there may be none', () => {
    expect(mostFrequentMistake(base)).toEqual({ truth: 2, predicted: 0, count: 3 });
    expect(
      mostFrequentMistake([
        [4, 0],
        [0, 4],
      ]),
    ).toBeUndefined();
  });
});

it('a changed prediction is broken, repaired, or wrong in another way', () => {
  const example = { image: 'token', index: 1, truth: 0 };
  expect(changeOf({ ...example, base: 0, variant: 1 })).toBe('broken');
  expect(changeOf({ ...example, base: 1, variant: 0 })).toBe('repaired');
  expect(changeOf({ ...example, base: 1, variant: 2 })).toBe('otherwise');
});
