import type { Box } from '../../../src-shared/detection.ts';
import { countTruths, type ClassImage } from './class-images.ts';
import { matchDetections, NO_OBJECT, type MatchOptions } from './match-detections.ts';
import { precisionRecall, type PrecisionRecall } from './precision-recall.ts';
import { sortByScore } from './suppress-overlapping.ts';

/** What became of a detection. */
export interface Outcome {
  readonly score: number;
  /** Its place among the detections of its image. */
  readonly rank: number;
  readonly hit: boolean;
}

/** What became of the detections of one class, image by image. */
export function classOutcomes(images: readonly ClassImage[], { iou, among }: MatchOptions): Outcome[] {
  return images.flatMap(({ detections, ranks, overlaps }) => {
    const matches = matchDetections(overlaps, { iou, among });
    return detections.map(({ score }, index) => ({
      score,
      rank: ranks[index] ?? index,
      hit: matches[index] !== NO_OBJECT,
    }));
  });
}

/** The curve of one class over all its images. */
export function classCurve(images: readonly ClassImage[], options: MatchOptions): PrecisionRecall {
  return curveOf(classOutcomes(images, options), countTruths(images));
}

/**
 * The curve of those objects of a class that `belongs` accepts. As in COCO's evaluation by area, the other objects count neither when
 * they are found nor when they are missed, and a detection that hits nothing counts only where `belongs` accepts it too.
 */
export function partialClassCurve(
  images: readonly ClassImage[],
  iou: number,
  belongs: (box: Box) => boolean,
): PrecisionRecall {
  const outcomes = images.flatMap(({ detections, truths, overlaps }) => {
    const uncounted = Uint8Array.from(truths, (truth) => (belongs(truth) ? 0 : 1));
    const matches = matchDetections(overlaps, { iou, among: 'free', uncounted });
    return detections.flatMap((detection, index) => {
      const object = matches[index] ?? NO_OBJECT;
      const hit = object !== NO_OBJECT;
      const counts = hit ? uncounted[object] === 0 : belongs(detection);
      return counts ? [{ score: detection.score, hit }] : [];
    });
  });
  return curveOf(
    outcomes,
    images.reduce((sum, { truths }) => sum + truths.filter(belongs).length, 0),
  );
}

/** The curve of what became of some detections, in any order, where there are so many objects to be found. */
export function curveOf(outcomes: readonly Pick<Outcome, 'score' | 'hit'>[], objects: number): PrecisionRecall {
  const hits = sortByScore(outcomes).map(({ hit }) => hit);
  return precisionRecall(hits, objects);
}
