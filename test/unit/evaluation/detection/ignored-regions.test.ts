import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Box } from '../../../../src-shared/detection.ts';
import { dropIgnored } from '../../../../src-main/evaluation/detection/ignored-regions.ts';

const IMAGE = { height: 40, width: 50 };

const whole = fc.record({
  left: fc.integer({ min: 1, max: 45 }),
  top: fc.integer({ min: 1, max: 35 }),
  width: fc.integer({ min: 1, max: 30 }),
  height: fc.integer({ min: 1, max: 30 }),
});

/** The pixels of a box as the toolkit counts them, the first pixel of the image being 1: a region also has the one before its own first. */
function covers({ left, top, width, height }: Box, x: number, y: number, before: number): boolean {
  return x > left - before && x <= left + width && y > top - before && y <= top + height;
}

test('a box is dropped from half of its pixels on that any of the regions has, each pixel counted once', () => {
  fc.assert(
    fc.property(whole, fc.array(whole, { minLength: 1, maxLength: 5 }), (box, regions) => {
      let ignored = 0;
      for (let y = 1; y <= IMAGE.height; y++) {
        for (let x = 1; x <= IMAGE.width; x++) {
          if (covers(box, x, y, 0) && regions.some((region) => covers(region, x, y, 1))) ignored++;
        }
      }
      const stays = ignored / (box.width * box.height) < 0.5;
      expect(dropIgnored([box], regions, IMAGE)).toHaveLength(stays ? 1 : 0);
    }),
  );
});

test('without regions nothing is dropped', () => {
  const boxes = [{ left: 0, top: 0, width: 5, height: 5 }];
  expect(dropIgnored(boxes, [], IMAGE)).toEqual(boxes);
});
