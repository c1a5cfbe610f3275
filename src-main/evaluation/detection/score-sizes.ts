import type { Box } from '../../../src-shared/detection.ts';
import type { DetectionScores } from '../../../src-shared/detection-scores.ts';
import { LARGE_FROM, MEDIUM_FROM } from '../../../src-shared/object-areas.ts';
import { meanOf } from '../../../src-shared/spread.ts';
import type { ClassImages } from './class-images.ts';
import { partialClassCurve } from './class-curve.ts';
import type { PrecisionRecall } from './precision-recall.ts';

/** Areas of the sizes, the upper end not included. */
const SIZES = [
  { size: 'small', from: 0, to: MEDIUM_FROM },
  { size: 'medium', from: MEDIUM_FROM, to: LARGE_FROM },
  { size: 'large', from: LARGE_FROM, to: Infinity },
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
      averagePrecision: present.length === 0 ? null : meanOf(precisions),
    };
  });
}
