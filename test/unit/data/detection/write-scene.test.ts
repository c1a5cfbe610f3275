import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawColourJitter, writeJittered } from '../../../../src-main/data/detection/colour-jitter.ts';
import { drawView, viewTruths } from '../../../../src-main/data/detection/view.ts';
import { writeMosaic, writeScene } from '../../../../src-main/data/detection/write-scene.ts';
import { createRandom } from '../../../../src-shared/random.ts';

const input = { height: 64, width: 96 };
const plane = input.height * input.width;

/** A white box on black, its edges on whole pixels. */
function whiteBox(left: number, top: number, width: number, height: number) {
  const image = new Uint8Array(3 * plane);
  for (let channel = 0; channel < 3; channel++) {
    for (let row = top; row < top + height; row++) {
      const start = channel * plane + row * input.width + left;
      image.fill(255, start, start + width);
    }
  }
  return { image, truths: [{ left, top, width, height, classIndex: 2 }] };
}

/** Mean brightness of a picture inside a box that is taken in by a pixel on each side, and outside of it grown by a pixel. */
function brightness(target: Float32Array, box: { left: number; top: number; width: number; height: number }) {
  const sums = { inside: 0, insideCount: 0, outside: 0, outsideCount: 0 };
  for (let row = 0; row < input.height; row++) {
    for (let column = 0; column < input.width; column++) {
      const value = target[row * input.width + column] ?? 0;
      const depth = Math.min(
        column + 0.5 - box.left,
        box.left + box.width - column - 0.5,
        row + 0.5 - box.top,
        box.top + box.height - row - 0.5,
      );
      if (depth > 1.5) {
        sums.inside += value;
        sums.insideCount += 1;
      } else if (depth < -1.5 && value !== Math.fround(128 / 255)) {
        sums.outside += value;
        sums.outsideCount += 1;
      }
    }
  }
  return { inside: sums.inside / sums.insideCount, outside: sums.outside / Math.max(1, sums.outsideCount) };
}

describe('writeScene', () => {
  it('without random numbers only scales the bytes to [0, 1]', () => {
    const scene = whiteBox(10, 12, 30, 20);
    const target = new Float32Array(2 * 3 * plane).fill(7);
    expect(writeScene(scene, input, undefined, target, 3 * plane)).toEqual(scene.truths);
    expect(target[0]).toBe(7);
    expect(target.subarray(3 * plane)).toEqual(Float32Array.from(scene.image, (byte) => byte / 255));
  });

  it('keeps boxes on their objects however it mirrors, scales and moves: catches boxes moved the other way', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const target = new Float32Array(3 * plane);
        const [box] = writeScene(whiteBox(20, 10, 40, 30), input, createRandom(seed, 'augment', 1, 1), target, 0);
        if (box === undefined || box.width < 8 || box.height < 8) return;
        const { inside, outside } = brightness(target, box);
        expect(box.classIndex).toBe(2);
        expect(inside).toBeGreaterThan(0.6);
        expect(outside).toBeLessThan(0.05);
      }),
      { numRuns: 200 },
    );
  });

  it('draws the same for the same place in an epoch, and something else for the next one', () => {
    const draw = (position: number) => {
      const target = new Float32Array(3 * plane);
      writeScene(whiteBox(20, 10, 40, 30), input, createRandom(1, 'augment', 3, position), target, 0);
      return target;
    };
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
  });
});

describe('writeMosaic', () => {
  it('shows four scenes beside each other, each box on its object: catches boxes of a neighbour’s quarter', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const target = new Float32Array(3 * plane).fill(-1);
        const scene = whiteBox(32, 20, 32, 24);
        const black = { image: new Uint8Array(3 * plane), truths: [] };
        const boxes = writeMosaic([black, black, scene, black], input, createRandom(seed), target, 0);
        expect(target.includes(-1)).toBe(false);
        const [box, ...others] = boxes;
        expect(others).toEqual([]);
        if (box === undefined || box.width < 8 || box.height < 8) return;
        expect(box.left).toBeLessThan(0.65 * input.width);
        expect(box.top).toBeGreaterThanOrEqual(Math.round(0.35 * input.height));
        const { inside, outside } = brightness(target, box);
        expect(inside).toBeGreaterThan(0.6);
        expect(outside).toBeLessThan(0.05);
      }),
      { numRuns: 200 },
    );
  });
});

describe('viewTruths', () => {
  const region = { left: 0, top: 0, right: 96, bottom: 64 };
  const still = { scaleX: 1, shiftX: 0, scaleY: 1, shiftY: 0 };

  it('cuts boxes at the edge, and drops those of which under a fifth or under two pixels are left', () => {
    const boxes = [
      { left: -10, top: 0, width: 20, height: 10, classIndex: 0 },
      { left: -17, top: 0, width: 20, height: 10, classIndex: 1 },
      { left: 10, top: 10, width: 1.9, height: 10, classIndex: 2 },
      { left: 100, top: 10, width: 10, height: 10, classIndex: 3 },
    ];
    expect(viewTruths(boxes, still, region)).toEqual([{ left: 0, top: 0, width: 10, height: 10, classIndex: 0 }]);
  });

  it('mirrors a box about the image: catches the right edge taken for the left one', () => {
    const mirrored = { scaleX: -1, shiftX: 96, scaleY: 1, shiftY: 0 };
    expect(viewTruths([{ left: 10, top: 5, width: 20, height: 8, classIndex: 1 }], mirrored, region)).toEqual([
      { left: 66, top: 5, width: 20, height: 8, classIndex: 1 },
    ]);
  });

  it('draws views that show the whole image or fill the region, in each direction', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const view = drawView(createRandom(seed), input, region, [0.6, 1.4]);
        const ends = [view.shiftX, view.shiftX + view.scaleX * 96].sort((one, other) => one - other);
        const isWithin = (ends[0] ?? NaN) >= -1e-9 && (ends[1] ?? NaN) <= 96 + 1e-9;
        const covers = (ends[0] ?? NaN) <= 1e-9 && (ends[1] ?? NaN) >= 96 - 1e-9;
        expect(isWithin || covers).toBe(true);
      }),
    );
  });
});

describe('colour jitter', () => {
  /** Hue in sixths, saturation and value by the definition of HSV (Smith 1978). */
  function toHsv([red, green, blue]: readonly [number, number, number]) {
    const value = Math.max(red, green, blue);
    const range = value - Math.min(red, green, blue);
    const hue =
      value === red ? (green - blue) / range : value === green ? (blue - red) / range + 2 : (red - green) / range + 4;
    return { hue: (hue + 6) % 6, saturation: range / value, value };
  }

  const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });

  it('turns the hue and multiplies saturation and value: catches channels mixed up', () => {
    fc.assert(
      fc.property(share, share, share, fc.integer(), (red, green, blue, seed) => {
        const before = toHsv([red, green, blue]);
        fc.pre(before.saturation > 0.02);
        const jitter = drawColourJitter(createRandom(seed));
        const written = new Float32Array(3);
        writeJittered(written, 0, 1, 255 * red, 255 * green, 255 * blue, jitter);
        const after = toHsv([written[0] ?? 0, written[1] ?? 0, written[2] ?? 0]);
        expect(after.value).toBeCloseTo(Math.min(1, before.value * jitter.value), 5);
        expect(after.saturation).toBeCloseTo(Math.min(1, before.saturation * jitter.saturation), 4);
        const turned = (after.hue - before.hue - jitter.hue + 18) % 6;
        expect(Math.min(turned, 6 - turned)).toBeLessThan(1e-3);
      }),
    );
  });
});
