import type { Box } from '../../../src-shared/detection.ts';
import type { ClassImages } from './class-images.ts';
import { matchDetections, NO_OBJECT, type MatchOptions } from './match-detections.ts';
import { precisionRecall, type PrecisionRecall } from './precision-recall.ts';

/** What became of a detection. */
export const FALSE_ALARM = 0;
export const HIT = 1;
/** It counts neither as one nor as the other. */
export const UNCOUNTED = 2;

/** What became of each detection of a class, numbered one image after another. */
export function classOutcomes({ images, order }: ClassImages, { iou, among }: MatchOptions): Uint8Array {
  const outcomes = new Uint8Array(order.length);
  let at = 0;
  for (const { overlaps } of images) {
    for (const object of matchDetections(overlaps, { iou, among })) {
      outcomes[at++] = object === NO_OBJECT ? FALSE_ALARM : HIT;
    }
  }
  return outcomes;
}

/** The curve of one class over all its images. */
export function classCurve(group: ClassImages, options: MatchOptions): PrecisionRecall {
  return curveOf(group, classOutcomes(group, options), group.truths);
}

/**
 * The curve of those objects of a class that `belongs` accepts. As in COCO's evaluation by area, the other objects count neither when
 * they are found nor when they are missed, and a detection that hits nothing counts only where `belongs` accepts it too.
 */
export function partialClassCurve(group: ClassImages, iou: number, belongs: (box: Box) => boolean): PrecisionRecall {
  const outcomes = new Uint8Array(group.order.length);
  let objects = 0;
  let at = 0;
  for (const { detections, truths, overlaps } of group.images) {
    const uncounted = Uint8Array.from(truths, (truth) => (belongs(truth) ? 0 : 1));
    objects += uncounted.filter((flag) => flag === 0).length;
    const matches = matchDetections(overlaps, { iou, among: 'free', uncounted });
    for (const [index, detection] of detections.entries()) {
      const object = matches[index] ?? NO_OBJECT;
      const counts = object === NO_OBJECT ? belongs(detection) : uncounted[object] === 0;
      outcomes[at++] = !counts ? UNCOUNTED : object === NO_OBJECT ? FALSE_ALARM : HIT;
    }
  }
  return curveOf(group, outcomes, objects);
}

/** The curve of a class of whose detections that became, where there are so many objects to be found. */
export function curveOf({ order }: ClassImages, outcomes: Uint8Array, objects: number): PrecisionRecall {
  const hits = new Uint8Array(order.length);
  let counted = 0;
  for (const number of order) {
    const outcome = outcomes[number] ?? FALSE_ALARM;
    if (outcome !== UNCOUNTED) hits[counted++] = outcome;
  }
  return precisionRecall(hits.subarray(0, counted), objects);
}
