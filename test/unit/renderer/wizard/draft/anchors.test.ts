import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printAnchors, readAnchors, scaledAnchors } from '../../../../../src-renderer/wizard/draft/anchors.ts';

const length = fc.integer({ min: 1, max: 2000 });
const anchors = fc.array(fc.tuple(length, length), { minLength: 9, maxLength: 9 });

describe('readAnchors', () => {
  it('reads what is printed, and a line of a darknet cfg', () => {
    fc.assert(
      fc.property(anchors, (nine) => {
        expect(readAnchors(printAnchors(nine))).toEqual(nine);
      }),
    );
    const cfg = '10,13,  16,30,  33,23,  30,61,  62,45,  59,119,  116,90,  156,198,  373,326';
    expect(readAnchors(cfg)).toEqual(scaledAnchors([416, 416]));
  });

  it.each([
    ['eight pairs', '1,1 2,2 3,3 4,4 5,5 6,6 7,7 8,8'],
    ['a height missing', '1,1 2,2 3,3 4,4 5,5 6,6 7,7 8,8 9'],
    ['nothing wide', '0,1 2,2 3,3 4,4 5,5 6,6 7,7 8,8 9,9'],
    ['a word', '1,1 2,2 3,3 4,4 5,5 6,6 7,7 8,8 9,tall'],
  ])('refuses %s', (_, text) => {
    expect(readAnchors(text)).toBe('wrong');
  });
});

describe('scaledAnchors', () => {
  it('scales widths by the width and heights by the height of the input, to no less than a pixel', () => {
    expect(scaledAnchors([416, 832])[8]).toEqual([746, 326]);
    expect(scaledAnchors([32, 32])[0]).toEqual([1, 1]);
  });
});
