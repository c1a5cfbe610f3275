import type { Detection, TruthBox } from '../../../src-shared/detection.ts';
import { matchDetections, NO_OBJECT } from './match-detections.ts';
import { overlapOf, overlapsOf } from './overlap.ts';

/** What changed in an image from one network to another. */
export interface ImageDamage {
  /** Objects that only the first network finds. */
  readonly lost: number;
  /** Objects that only the other finds. */
  readonly gained: number;
  /** False alarms that only the other gives, and those that only the first gave. */
  readonly newFalse: number;
  readonly goneFalse: number;
  /** How many more mistakes the other makes, missed objects and false alarms alike; below 0 where it makes fewer. */
  readonly damage: number;
}

export interface DamageOptions {
  /** Overlap from which on a detection hits an object, or two false alarms are the same. */
  readonly iou: number;
  /** Detections of a lower score are not looked at. */
  readonly confidence: number;
}

/** Compares what two networks found in an image that counts as `selectDetections` says: detections by score, nothing in ignored regions. */
export function imageDamage(
  truths: readonly TruthBox[],
  base: readonly Detection[],
  other: readonly Detection[],
  { iou, confidence }: DamageOptions,
): ImageDamage {
  const before = judge(truths, base, iou, confidence);
  const after = judge(truths, other, iou, confidence);
  const lost = [...before.found].filter((truth) => !after.found.has(truth)).length;
  const gained = [...after.found].filter((truth) => !before.found.has(truth)).length;
  const newFalse = countUnlike(after.falseAlarms, before.falseAlarms, iou);
  const goneFalse = countUnlike(before.falseAlarms, after.falseAlarms, iou);
  const mistakes = ({ found, falseAlarms }: Judgement): number => truths.length - found.size + falseAlarms.length;
  return { lost, gained, newFalse, goneFalse, damage: mistakes(after) - mistakes(before) };
}

interface Judgement {
  readonly found: ReadonlySet<TruthBox>;
  readonly falseAlarms: readonly Detection[];
}

function judge(
  truths: readonly TruthBox[],
  detections: readonly Detection[],
  iou: number,
  confidence: number,
): Judgement {
  const found = new Set<TruthBox>();
  const falseAlarms: Detection[] = [];
  const likely = detections.filter(({ score }) => score >= confidence);
  for (const classIndex of new Set(likely.map((detection) => detection.classIndex))) {
    const ofClass = likely.filter((detection) => detection.classIndex === classIndex);
    const objects = truths.filter((truth) => truth.classIndex === classIndex);
    const matches = matchDetections(overlapsOf(ofClass, objects), { iou, among: 'free' });
    for (const [index, detection] of ofClass.entries()) {
      const object = objects[matches[index] ?? NO_OBJECT];
      if (object === undefined) falseAlarms.push(detection);
      else found.add(object);
    }
  }
  return { found, falseAlarms };
}

/** How many of the detections have none of their class among the others in the same place. */
function countUnlike(detections: readonly Detection[], others: readonly Detection[], iou: number): number {
  return detections.filter(
    (one) => !others.some((other) => other.classIndex === one.classIndex && overlapOf(one, other) >= iou),
  ).length;
}
