import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawBalanced } from '../../../../src-main/workbench/dataset/draw-balanced.ts';

it('draws each position once, classes as evenly as they have images, sorted by class', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 80 }),
      fc.nat(100),
      fc.nat(9),
      (labels, count, seed) => {
        const drawn = drawBalanced(labels, count, seed);
        expect(drawn).toHaveLength(Math.min(count, labels.length));
        expect(new Set(drawn).size).toBe(drawn.length);
        const classes = drawn.map((position) => labels[position] ?? -1);
        expect(classes).toEqual(classes.toSorted((one, other) => one - other));
        const counts = [...new Set(labels)].map((label) => ({
          given: classes.filter((one) => one === label).length,
          available: labels.filter((one) => one === label).length,
        }));
        const most = Math.max(0, ...counts.map(({ given }) => given));
        for (const { given, available } of counts) expect(given === available || given >= most - 1).toBe(true);
      },
    ),
  );
});

it('draws others for another seed and the same for the same', () => {
  const labels = Array.from({ length: 1000 }, (_, index) => index % 10);
  expect(drawBalanced(labels, 20, 1)).toEqual(drawBalanced(labels, 20, 1));
  expect(drawBalanced(labels, 20, 1)).not.toEqual(drawBalanced(labels, 20, 2));
});
