import { expect, test } from 'vitest';
import { matchDetections, NO_OBJECT } from '../../../../src-main/evaluation/detection/match-detections.ts';
import { overlapsOf } from '../../../../src-main/evaluation/detection/overlap.ts';

const OBJECTS = [
  { left: 0, top: 0, width: 10, height: 10 },
  { left: 2, top: 0, width: 10, height: 10 },
];
/** Both lie nearest to the first object, and near the second. */
const DETECTIONS = [
  { left: 0, top: 0, width: 10, height: 10 },
  { left: 0.5, top: 0, width: 10, height: 10 },
];

test('a second detection of an object takes the free one beside it, or none where only the nearest counts', () => {
  const overlaps = overlapsOf(DETECTIONS, OBJECTS);
  expect([...matchDetections(overlaps, { iou: 0.5, among: 'free' })]).toEqual([0, 1]);
  expect([...matchDetections(overlaps, { iou: 0.5, among: 'any' })]).toEqual([0, NO_OBJECT]);
});

test('an overlap of just the threshold is a hit among the free, and none where it has to be more', () => {
  const overlaps = overlapsOf(
    [{ left: 0, top: 0, width: 10, height: 5 }],
    [{ left: 0, top: 0, width: 10, height: 10 }],
  );
  expect([...matchDetections(overlaps, { iou: 0.5, among: 'free' })]).toEqual([0]);
  expect([...matchDetections(overlaps, { iou: 0.5, among: 'any' })]).toEqual([NO_OBJECT]);
});

test('an object that does not count is taken only where no other is near enough', () => {
  const overlaps = overlapsOf(DETECTIONS, OBJECTS);
  const uncounted = Uint8Array.of(1, 0);
  expect([...matchDetections(overlaps, { iou: 0.5, among: 'free', uncounted })]).toEqual([1, 0]);
});

test('where there is no object every detection hits none', () => {
  expect([...matchDetections(overlapsOf(DETECTIONS, []), { iou: 0.5, among: 'any' })]).toEqual([NO_OBJECT, NO_OBJECT]);
});
