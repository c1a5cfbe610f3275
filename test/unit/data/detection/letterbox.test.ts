import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxToImage, boxToInput, clipBox, letterbox } from '../../../../src-main/data/detection/letterbox.ts';

const size = fc.record({ height: fc.integer({ min: 1, max: 4000 }), width: fc.integer({ min: 1, max: 4000 }) });
const box = fc.record({
  left: fc.double({ min: -100, max: 4000, noNaN: true }),
  top: fc.double({ min: -100, max: 4000, noNaN: true }),
  width: fc.double({ min: 0, max: 4000, noNaN: true }),
  height: fc.double({ min: 0, max: 4000, noNaN: true }),
});

test('a wide image fills the width, and lies in the middle of the height', () => {
  expect(letterbox({ height: 540, width: 960 }, { height: 608, width: 608 })).toEqual({
    left: 0,
    top: 133,
    height: 342,
    width: 608,
    scaleX: 608 / 960,
    scaleY: 342 / 540,
  });
});

test('a small image is enlarged, and a box goes with it', () => {
  const place = letterbox({ height: 100, width: 50 }, { height: 400, width: 600 });
  expect(boxToInput({ left: 10, top: 20, width: 5, height: 7 }, place)).toEqual({
    left: 240,
    top: 80,
    width: 20,
    height: 28,
  });
});

test('the scaled image is inside the input, touches two edges of it, and leaves as much on either side', () => {
  fc.assert(
    fc.property(size, size, (image, input) => {
      const { left, top, width, height } = letterbox(image, input);
      expect(width === input.width || height === input.height).toBe(true);
      const [right, bottom] = [input.width - left - width, input.height - top - height];
      expect(Math.min(left, top, right, bottom)).toBeGreaterThanOrEqual(0);
      expect(right - left).toBeLessThanOrEqual(1);
      expect(bottom - top).toBeLessThanOrEqual(1);
    }),
  );
});

test("an image's own box is where the image lies, and a box comes back from the input as it was", () => {
  fc.assert(
    fc.property(size, size, box, (image, input, one) => {
      const place = letterbox(image, input);
      const whole = boxToInput({ left: 0, top: 0, ...image }, place);
      expect(whole.left + whole.width).toBeCloseTo(place.left + place.width, 6);
      expect(whole.top + whole.height).toBeCloseTo(place.top + place.height, 6);
      const back = boxToImage(boxToInput(one, place), place);
      expect(back.left).toBeCloseTo(one.left, 5);
      expect(back.top).toBeCloseTo(one.top, 5);
      expect(back.width).toBeCloseTo(one.width, 5);
      expect(back.height).toBeCloseTo(one.height, 5);
    }),
  );
});

test('of a box over the edge stays what is inside, of one outside nothing', () => {
  const image = { height: 60, width: 80 };
  expect(clipBox({ left: -5, top: 50, width: 20, height: 20 }, image)).toEqual({
    left: 0,
    top: 50,
    width: 15,
    height: 10,
  });
  expect(clipBox({ left: 90, top: -30, width: 20, height: 20 }, image)).toEqual({
    left: 80,
    top: 0,
    width: 0,
    height: 0,
  });
});
