import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeTargets } from '../../../../src-main/data/detection/targets.ts';
import { detectorTargets } from '../../../../src-shared/detector-targets.ts';
import type { TruthBox } from '../../../../src-shared/detection.ts';
import type { CenterNetDetector, Detector, YoloDetector } from '../../../../src-shared/detector.ts';
import { largestDifference } from '../../../small-network.ts';
import { askPython, pytorchMissing, unpack } from '../../graph/pytorch.ts';

const SIDE = 64;
const YOLO: YoloDetector = {
  kind: 'yolo',
  classes: 3,
  heads: [
    { output: 'coarse', stride: 32, anchors: [[30, 60], [60, 40]] },
    { output: 'fine', stride: 8, anchors: [[6, 8], [10, 20]] },
  ],
}; // prettier-ignore
const CENTERNET: CenterNetDetector = {
  kind: 'centernet',
  classes: 3,
  heatmap: 'hm',
  size: 'wh',
  offset: 'reg',
  stride: 4,
};

/** Targets of a batch of images; what was in the buffers before is rubbish. */
function encode(detector: Detector, batch: readonly (readonly TruthBox[])[]): Float32Array[] {
  const targets = detectorTargets(detector, SIDE, SIDE).map(({ shape }) =>
    new Float32Array(batch.length * shape.reduce((size, extent) => size * extent, 1)).fill(0.25),
  );
  batch.forEach((truths, image) => encodeTargets(detector, SIDE, SIDE, truths, targets, image));
  return targets;
}

interface Assignment {
  readonly head: number;
  readonly anchor: number;
  readonly row: number;
  readonly column: number;
  readonly box: TruthBox;
}

/** Which anchor is responsible for which box, out of YOLO's targets of one image. */
function readAssignments(targets: readonly Float32Array[], image = 0): Assignment[] {
  return YOLO.heads.flatMap(({ stride, anchors }, head) => {
    const side = SIDE / stride;
    const cells = side * side;
    const values = (5 + YOLO.classes) * cells;
    return anchors.flatMap((_, anchor) =>
      Array.from({ length: cells }, (_, cell) => cell).flatMap((cell) => {
        const first = (image * anchors.length + anchor) * values + cell;
        const at = (channel: number): number => targets[head]?.[first + channel * cells] ?? NaN;
        const classes = [5, 6, 7].filter((channel) => at(channel) === 1);
        if (at(4) === 0) {
          expect([0, 1, 2, 3, 5, 6, 7].map(at)).toEqual([0, 0, 0, 0, 0, 0, 0]);
          return [];
        }
        expect([at(4), classes.length]).toEqual([1, 1]);
        const [width, height] = [at(2) * stride, at(3) * stride];
        const [left, top] = [at(0) * stride - width / 2, at(1) * stride - height / 2];
        const box = { left, top, width, height, classIndex: (classes[0] ?? 5) - 5 };
        return [{ head, anchor, row: Math.floor(cell / side), column: cell % side, box }];
      }),
    );
  });
}

const number = (least: number, most: number) =>
  fc.float({ min: Math.fround(least), max: Math.fround(most), noNaN: true });
const anyTruth: fc.Arbitrary<TruthBox> = fc.record({
  left: number(-10, SIDE),
  top: number(-10, SIDE),
  width: number(0.5, SIDE),
  height: number(0.5, SIDE),
  classIndex: fc.integer({ min: 0, max: 2 }),
});

function hasCentreInside({ left, top, width, height }: TruthBox): boolean {
  const [x, y] = [left + width / 2, top + height / 2];
  return x >= 0 && x < SIDE && y >= 0 && y < SIDE;
}

function isSameBox(a: TruthBox, b: TruthBox): boolean {
  const apart = [a.left - b.left, a.top - b.top, a.width - b.width, a.height - b.height];
  return a.classIndex === b.classIndex && apart.every((distance) => Math.abs(distance) < 1e-3);
}

describe("YOLO's targets", () => {
  it('make every anchor of about an object’s size responsible for it, on each head in the cell of its centre', () => {
    const truth = { left: 20, top: 32, width: 10, height: 18, classIndex: 2 };
    const found = readAssignments(encode(YOLO, [[truth]]));
    // Overlaps of sizes: 180/1800 and 180/2400 on the coarse head, 48/180 and 180/200 on the fine one.
    expect(found.map(({ head, anchor, row, column }) => [head, anchor, row, column])).toEqual([
      [1, 0, 5, 3],
      [1, 1, 5, 3],
    ]);
    for (const { box } of found) expect(isSameBox(box, truth)).toBe(true);
  });

  it('make the best anchor responsible where none is about the size', () => {
    const speck = { left: 40, top: 8, width: 1, height: 1, classIndex: 0 };
    expect(readAssignments(encode(YOLO, [[speck]]))).toMatchObject([{ head: 1, anchor: 0, row: 1, column: 5 }]);
  });

  it('give an anchor wanted by two objects to the one that it overlaps more, in whatever order they come', () => {
    const fitting = { left: 8, top: 8, width: 6, height: 8, classIndex: 0 };
    const worse = { left: 9, top: 8, width: 5, height: 5, classIndex: 1 };
    for (const truths of [
      [fitting, worse],
      [worse, fitting],
    ]) {
      const small = readAssignments(encode(YOLO, [truths])).filter(({ head, anchor }) => head === 1 && anchor === 0);
      expect(small).toHaveLength(1);
      expect(small[0]?.box.classIndex).toBe(0);
    }
  });

  it('hold nothing but objects of the image, in the cells of their centres, and each object unless others took its places', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyTruth, { maxLength: 6 }), { minLength: 1, maxLength: 3 }), (batch) => {
        const targets = encode(YOLO, batch);
        batch.forEach((truths, image) => {
          const inside = truths.filter(hasCentreInside);
          const found = readAssignments(targets, image);
          for (const { head, row, column, box } of found) {
            expect(inside.some((truth) => isSameBox(truth, box))).toBe(true);
            const stride = YOLO.heads[head]?.stride ?? NaN;
            expect(Math.abs((box.left + box.width / 2) / stride - column - 0.5)).toBeLessThan(0.501);
            expect(Math.abs((box.top + box.height / 2) / stride - row - 0.5)).toBeLessThan(0.501);
          }
          if (inside.length === 1) expect(found.length).toBeGreaterThan(0);
          if (inside.length === 0) expect(found).toEqual([]);
        });
      }),
      { numRuns: 50 },
    );
  });
});

/**
 * The same after the reference code's description: the radius is the least of CornerNet's three cases, each root computed with a divisor
 * of 2; the Gaussian's σ is a sixth of its diameter.
 */
const NUMPY = `
def draw(truths):
    heat, box = np.zeros((3, 16, 16)), np.zeros((5, 16, 16))
    rows, columns = np.mgrid[0:16, 0:16]
    for t in truths:
        w, h = t['width'] / 4, t['height'] / 4
        x, y = t['left'] / 4 + w / 2, t['top'] / 4 + h / 2
        if not (0 <= x < 16 and 0 <= y < 16): continue
        cw, ch, o = np.ceil(w), np.ceil(h), 0.7
        cases = [(1, cw + ch, cw * ch * (1 - o) / (1 + o)), (4, 2 * (cw + ch), (1 - o) * cw * ch), (4 * o, -2 * o * (cw + ch), (o - 1) * cw * ch)]
        r = int(min((b + np.sqrt(b * b - 4 * a * c)) / 2 for a, b, c in cases))
        i, j = int(y), int(x)
        g = np.exp(-((rows - i) ** 2 + (columns - j) ** 2) / (2 * ((2 * r + 1) / 6) ** 2))
        g[(abs(rows - i) > r) | (abs(columns - j) > r)] = 0
        heat[t['classIndex']] = np.maximum(heat[t['classIndex']], g)
        box[:, i, j] = w, h, x - j, y - i, 1
    return heat, box
heats, boxes = zip(*map(draw, given))
answer = pack({'heat': np.stack(heats), 'box': np.stack(boxes)})
`;

describe("CenterNet's targets", () => {
  it.skipIf(pytorchMissing !== undefined)(
    `are those of the reference code, also at the edges ${pytorchMissing ?? ''}`,
    () => {
      const batch = fc.sample(fc.array(anyTruth, { maxLength: 8 }), { numRuns: 30, seed: 5 });
      const [heat = new Float32Array(0), box = new Float32Array(0)] = encode(CENTERNET, batch);
      const expected = unpack(askPython(NUMPY, batch));
      expect(expected['heat']?.data.some((value) => value > 0.1 && value < 1)).toBe(true);
      expect(largestDifference(heat, expected['heat']?.data ?? [])).toBeLessThan(1e-6);
      expect(largestDifference(box, expected['box']?.data ?? [])).toBeLessThan(1e-5);
    },
  );

  it('are exactly 1 at the centres and less elsewhere, by which the loss tells them (would catch a flat Gaussian)', () => {
    const giant = { left: 0, top: 0, width: SIDE, height: SIDE, classIndex: 1 };
    const [heat = new Float32Array(0)] = encode(CENTERNET, [[giant]]);
    const ones = Array.from(heat.entries()).filter(([, value]) => value === 1);
    expect(ones.map(([index]) => index)).toEqual([256 + 8 * 16 + 8]);
  });
});
