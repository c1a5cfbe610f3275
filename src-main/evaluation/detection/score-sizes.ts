import type { Box } from '../../../src-shared/detection.ts';
import type { DetectionScores } from '../../../src-shared/detection-scores.ts';
import type { ClassImages } from './class-images.ts';
import { partialClassCurve } from './class-curve.ts';
import type { PrecisionRecall } from './precision-recall.ts';

/** Areas in pixels of the original image, the upper end not included (COCO's, cocodataset.org/#detection-eval). */
const SIZES = [
  { size: 'small', from: 0, to: 32 ** 2 },
  { size: 'medium', from: 32 ** 2, to: 96 ** 2 },
  { size: 'large', from: 96 ** 2, to: Infinity },
] as const;

/** Of objects by their size: how many there are, and the mean over the classes that have some of the area below the curve. */
export function scoreSizes(
  classes: readonly ClassImages[],
  iou: number,
  average: (curve: PrecisionRecall) => number,
): DetectionScores['sizes'] {
  return SIZES.map(({ size, from, to }) => {
    const belongs = ({ width, height }: Box): boolean => width * height >= from && width * height < to;
    const counts = classes.map(({ images }) =>
      images.reduce((sum, { truths }) => sum + truths.filter(belongs).length, 0),
    );
    const present = classes.filter((_, index) => (counts[index] ?? 0) > 0);
    const precisions = present.map((group) => average(partialClassCurve(group, iou, belongs)));
    return {
      size,
      truths: counts.reduce((sum, count) => sum + count, 0),
      averagePrecision: present.length === 0 ? null : precisions.reduce((sum, one) => sum + one, 0) / present.length,
    };
  });
}
