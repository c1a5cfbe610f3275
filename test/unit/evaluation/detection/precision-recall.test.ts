import { expect, test } from 'vitest';
import {
  averagePrecision,
  interpolatedAveragePrecision,
  precisionAtRecalls,
  precisionRecall,
} from '../../../../src-main/evaluation/detection/precision-recall.ts';

/** The likeliest first: 1 for a hit. */
const curve = (hits: readonly number[], objects: number) => precisionRecall(Uint8Array.from(hits), objects);

test("the interpolated area is that of ultralytics' compute_ap, also where its recalls meet the curve's", () => {
  // By utils/utils.py of github.com/tanluren/yolov3-channel-and-layer-pruning, commit 16af227.
  expect(interpolatedAveragePrecision(curve([1], 2))).toBeCloseTo(0.505, 12);
  expect(interpolatedAveragePrecision(curve([1, 1, 0, 1], 4))).toBeCloseTo(0.69, 12);
  expect(interpolatedAveragePrecision(curve([0, 1, 0, 1, 1, 0, 0, 1], 10))).toBeCloseTo(0.232, 12);
  expect(interpolatedAveragePrecision(curve([1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1], 20))).toBeCloseTo(
    0.4904545454545454,
    12,
  );
  expect(interpolatedAveragePrecision(curve([0, 0], 3))).toBe(0);
  expect(interpolatedAveragePrecision(curve([], 3))).toBe(0);
});

test('the area at every recall takes the highest precision from there on, and nothing beyond the last', () => {
  // Recalls 0.25, 0.5 and 0.75 at precisions 1, 0.6 (of 0.5) and 0.6.
  expect(averagePrecision(curve([1, 0, 0, 1, 1], 4))).toBeCloseTo(0.25 * (1 + 0.6 + 0.6), 12);
  expect(averagePrecision(curve([], 4))).toBe(0);
});

test('the precision shown at a recall is the highest at that one or a larger, and 0 beyond the last', () => {
  const shown = precisionAtRecalls(curve([1, 0, 0, 1, 1], 4));
  expect(shown).toHaveLength(101);
  expect([shown[0], shown[25], shown[26], shown[75], shown[76]]).toEqual([1, 1, 0.6, 0.6, 0]);
});
