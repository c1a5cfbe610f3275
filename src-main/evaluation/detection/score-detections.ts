import type { DetectionScores, Protocol, ProtocolName } from '../../../src-shared/detection-scores.ts';
import { classCurve } from './class-curve.ts';
import { groupByClass, type ClassImages } from './class-images.ts';
import type { MatchOptions } from './match-detections.ts';
import {
  averagePrecision,
  interpolatedAveragePrecision,
  precisionAtRecalls,
  type PrecisionRecall,
} from './precision-recall.ts';
import { scoreSizes } from './score-sizes.ts';
import { scoreVisDrone } from './score-visdrone.ts';
import type { DetectedImage } from './select-detections.ts';

/** Where a protocol takes the mean over thresholds, its classes and sizes are shown at this one. */
const SHOWN_IOU = 0.5;

/** How a protocol decides what is a hit, and what it takes for the area below a class's curve. */
const RULES: Record<
  ProtocolName,
  { readonly among: MatchOptions['among']; readonly average: (curve: PrecisionRecall) => number }
> = {
  paper: { among: 'any', average: interpolatedAveragePrecision },
  visdrone: { among: 'free', average: averagePrecision },
  'class-mean': { among: 'free', average: averagePrecision },
};

/** Counts what a detector found in some images under each of the protocols, in the order of the images' `found`. */
export function scoreDetections(
  images: readonly DetectedImage[],
  classes: number,
  protocols: readonly Protocol[],
): DetectionScores {
  const groups = protocols.map((_, index) => groupByClass(images, classes, index));
  return {
    images: images.length,
    truths: images.reduce((sum, { truths }) => sum + truths.length, 0),
    protocols: protocols.map((protocol, index) => ({ protocol, ...scoreProtocol(groups[index] ?? [], protocol) })),
    ...scoreParts(groups[0] ?? [], protocols[0]),
  };
}

function scoreProtocol(
  classes: readonly ClassImages[],
  protocol: Protocol,
): Pick<DetectionScores['protocols'][number], 'meanAveragePrecision' | 'others'> {
  if (protocol.name === 'visdrone') {
    const { averagePrecision, others } = scoreVisDrone(classes);
    return { meanAveragePrecision: averagePrecision, others };
  }
  const { among, average } = RULES[protocol.name];
  const iou = protocol.iou ?? SHOWN_IOU;
  const present = classes.filter(({ truths }) => truths > 0);
  const sum = present.reduce((total, group) => total + average(classCurve(group, { iou, among })), 0);
  return { meanAveragePrecision: present.length === 0 ? null : sum / present.length, others: {} };
}

/** By class and by size. */
function scoreParts(
  classes: readonly ClassImages[],
  protocol: Protocol | undefined,
): Pick<DetectionScores, 'classes' | 'sizes'> {
  const { among, average } = RULES[protocol?.name ?? 'paper'];
  const iou = protocol?.iou ?? SHOWN_IOU;
  return {
    classes: classes.map((group, classIndex) => {
      const { truths } = group;
      if (truths === 0) return { classIndex, truths, averagePrecision: null, precision: [] };
      const curve = classCurve(group, { iou, among });
      return { classIndex, truths, averagePrecision: average(curve), precision: precisionAtRecalls(curve) };
    }),
    sizes: scoreSizes(classes, iou, average),
  };
}
