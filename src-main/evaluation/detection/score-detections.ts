import type { DetectionScores, Protocol, ProtocolName } from '../../../src-shared/detection-scores.ts';
import { meanOf } from '../../../src-shared/spread.ts';
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
  const scored = protocols.map((protocol, index) => scoreProtocol(groupByClass(images, classes, index), protocol));
  return {
    images: images.length,
    truths: images.reduce((sum, { truths }) => sum + truths.length, 0),
    protocols: scored.map(({ score }) => score),
    classes: scored[0]?.classes ?? [],
    sizes: scored[0]?.sizes() ?? [],
  };
}

interface ScoredProtocol extends Pick<DetectionScores, 'classes'> {
  readonly score: DetectionScores['protocols'][number];
  /** By size, worked out where it is asked for. */
  readonly sizes: () => DetectionScores['sizes'];
}

function scoreProtocol(groups: readonly ClassImages[], protocol: Protocol): ScoredProtocol {
  const { among, average } = RULES[protocol.name];
  const iou = protocol.iou ?? SHOWN_IOU;
  const classes = groups.map((group, classIndex): DetectionScores['classes'][number] => {
    const { truths } = group;
    if (truths === 0) return { classIndex, truths, averagePrecision: null, precision: [] };
    const curve = classCurve(group, { iou, among });
    return { classIndex, truths, averagePrecision: average(curve), precision: precisionAtRecalls(curve) };
  });
  return {
    score: { protocol, ...summarise(groups, protocol, classes) },
    classes,
    sizes: () => scoreSizes(groups, iou, average),
  };
}

function summarise(
  groups: readonly ClassImages[],
  { name }: Protocol,
  classes: DetectionScores['classes'],
): Pick<DetectionScores['protocols'][number], 'meanAveragePrecision' | 'others'> {
  if (name === 'visdrone') {
    const { averagePrecision, others } = scoreVisDrone(groups);
    return { meanAveragePrecision: averagePrecision, others };
  }
  const present = classes.flatMap(({ averagePrecision }) => averagePrecision ?? []);
  return { meanAveragePrecision: present.length === 0 ? null : meanOf(present), others: {} };
}
