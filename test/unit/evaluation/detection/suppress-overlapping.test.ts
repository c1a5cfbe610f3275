import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Detection } from '../../../../src-shared/detection.ts';
import { createRandom } from '../../../../src-shared/random.ts';
import { overlapOf } from '../../../../src-main/evaluation/detection/overlap.ts';
import { suppressOverlapping } from '../../../../src-main/evaluation/detection/suppress-overlapping.ts';
import { askPython } from '../../graph/pytorch.ts';
import { torchvisionMissing } from './python-modules.ts';

/** Whole pixels and dyadic scores, which float32 holds exactly. */
function drawDetections(count: number): Detection[] {
  const random = createRandom(7, count);
  const detections = Array.from({ length: count }, (_, index) => ({
    left: random.integer(300),
    top: random.integer(300),
    width: 10 + random.integer(60),
    height: 10 + random.integer(60),
    classIndex: random.integer(3),
    score: (1 + index) / 4096,
  }));
  return sortByScore(detections);
}

test.skipIf(torchvisionMissing !== undefined)(
  `overlaps, and what stays of each class, are torchvision's${torchvisionMissing === undefined ? '' : ` (${torchvisionMissing})`}`,
  { timeout: 60_000 },
  () => {
    const detections = drawDetections(900);
    const answer = askPython(
      `
import torch, torchvision
rows = torch.tensor(given, dtype=torch.float64)
boxes = torch.cat([rows[:, :2], rows[:, :2] + rows[:, 2:4]], 1)
kept = torchvision.ops.batched_nms(boxes, rows[:, 5], rows[:, 4].long(), 0.45).tolist()
answer = {'kept': kept, 'overlaps': torchvision.ops.box_iou(boxes[:40], boxes[:40]).flatten().tolist()}
`,
      detections.map(({ left, top, width, height, classIndex, score }) => [
        left,
        top,
        width,
        height,
        classIndex,
        score,
      ]),
    );
    const kept = suppressOverlapping(detections, 0.45).map((one) => detections.indexOf(one));
    expect(answer).toMatchObject({ kept });
    expect(kept.length).toBeLessThan(800);
    const few = detections.slice(0, 40);
    const overlaps = few.flatMap((one) => few.map((other) => overlapOf(one, other)));
    expect(answer).toMatchObject({ overlaps: overlaps.map((overlap): unknown => expect.closeTo(overlap, 12)) });
  },
);

function sortByScore<Item extends { readonly score: number }>(detections: readonly Item[]): Item[] {
  return detections.toSorted((left, right) => right.score - left.score);
}

const detection = fc.record({
  left: fc.integer({ min: 0, max: 60 }),
  top: fc.integer({ min: 0, max: 60 }),
  width: fc.integer({ min: 1, max: 40 }),
  height: fc.integer({ min: 1, max: 40 }),
  classIndex: fc.integer({ min: 0, max: 1 }),
  score: fc.constantFrom(0.2, 0.4, 0.6, 0.8),
});

test('of what stays nothing overlaps, and what goes overlaps something likelier that stays', () => {
  fc.assert(
    fc.property(fc.array<Detection>(detection, { maxLength: 25 }), fc.constantFrom(0.3, 0.5, 0.7), (drawn, limit) => {
      const sorted = sortByScore(drawn);
      const kept = suppressOverlapping(sorted, limit);
      const clash = (one: Detection, other: Detection): boolean =>
        one.classIndex === other.classIndex && overlapOf(one, other) > limit;
      for (const one of sorted) {
        const index = kept.indexOf(one);
        const likelier = kept.filter((other) => sorted.indexOf(other) < sorted.indexOf(one));
        expect(likelier.some((other) => clash(one, other))).toBe(index === -1);
      }
    }),
  );
});

test('of two equal boxes of equal score the first stays, and one that just touches the limit stays too', () => {
  const box = { left: 0, top: 0, width: 10, height: 10, classIndex: 0, score: 0.5 };
  const twins = [{ ...box }, { ...box }];
  expect(suppressOverlapping(sortByScore(twins), 0.5)[0]).toBe(twins[0]);
  const half = { ...box, height: 5 };
  expect(suppressOverlapping([box, half], 0.5)).toHaveLength(2);
  expect(suppressOverlapping([box, half], 0.49)).toHaveLength(1);
});
