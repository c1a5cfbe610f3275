import { meanOf } from '../../../src-shared/spread.ts';
import { classOutcomes, curveOf, HIT } from './class-curve.ts';
import type { ClassImages } from './class-images.ts';
import { averagePrecision } from './precision-recall.ts';

const THRESHOLDS = Array.from({ length: 10 }, (_, index) => 0.5 + index * 0.05);

/** The numbers of likeliest detections an image at which the toolkit gives the average recall. */
const LIMITS = [1, 10, 100, 500];

export interface VisDroneScores {
  /** Over IoU 0.50, 0.55 … 0.95. */
  readonly averagePrecision: number | null;
  /** AP50, AP75, AR1, AR10, AR100 and AR500. */
  readonly others: Readonly<Record<string, number>>;
}

/**
 * The numbers of the VisDrone-DET toolkit (calcAccuracy.m), in [0, 1]. Its means over classes have a class as often as there are images
 * with objects of it: a class is not weighted like the others, as elsewhere. The toolkit also counts objects that an annotation
 * scores 0 as to be found; of its ten classes the three published splits have none, so they are plainly ignored here.
 */
export function scoreVisDrone(classes: readonly ClassImages[]): VisDroneScores {
  const weights = classes.map(({ images }) => images.filter(({ truths }) => truths.length > 0).length);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return { averagePrecision: null, others: {} };
  const weightedMean = (values: readonly number[]): number =>
    values.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0) / total;
  const scores = THRESHOLDS.map((iou) => classes.map((group) => scoreClass(group, iou)));
  const precisions = scores.map((ofClasses) => weightedMean(ofClasses.map(({ precision }) => precision)));
  const recalls = LIMITS.map((limit, index): [string, number] => [
    `AR${limit}`,
    meanOf(scores.map((ofClasses) => weightedMean(ofClasses.map((one) => one.recalls[index] ?? 0)))),
  ]);
  return {
    averagePrecision: meanOf(precisions),
    others: { AP50: precisions[0] ?? 0, AP75: precisions[5] ?? 0, ...Object.fromEntries(recalls) },
  };
}

interface ClassScores {
  readonly precision: number;
  /** The share of its objects that the likeliest detections of each image hit, for each of the limits. */
  readonly recalls: readonly number[];
}

function scoreClass(group: ClassImages, iou: number): ClassScores {
  const outcomes = classOutcomes(group, { iou, among: 'free' });
  const ranksOfHits = group.images.flatMap(({ ranks }) => ranks).filter((_, number) => outcomes[number] === HIT);
  return {
    precision: averagePrecision(curveOf(group, outcomes, group.truths)),
    recalls: LIMITS.map((limit) => ranksOfHits.filter((rank) => rank < limit).length / Math.max(1, group.truths)),
  };
}
