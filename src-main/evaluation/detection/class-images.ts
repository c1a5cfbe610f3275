import type { Detection, TruthBox } from '../../../src-shared/detection.ts';
import { overlapsOf, type Overlaps } from './overlap.ts';
import type { DetectedImage } from './select-detections.ts';

/** What there is of one class in one image. */
export interface ClassImage {
  /** By score. */
  readonly detections: readonly Detection[];
  /** The place of each among the image's detections of all classes, 0 for the likeliest. */
  readonly ranks: readonly number[];
  readonly truths: readonly TruthBox[];
  readonly overlaps: Overlaps;
}

/** All that there is of one class. */
export interface ClassImages {
  /** Those where it is found or to be found. */
  readonly images: readonly ClassImage[];
  /** How many objects there are in all images. */
  readonly truths: number;
  /** The detections of all images, numbered one image after another: the highest score first, of equal ones the lowest number. */
  readonly order: Uint32Array;
}

/** The images class by class; `protocol` is the place of one in `found`. */
export function groupByClass(images: readonly DetectedImage[], classes: number, protocol: number): ClassImages[] {
  const groups = Array.from({ length: classes }, (): ClassImage[] => []);
  for (const { truths, found } of images) {
    const ranked = (found[protocol] ?? []).map((detection, rank) => ({ detection, rank }));
    for (const [classIndex, group] of groups.entries()) {
      const objects = truths.filter((truth) => truth.classIndex === classIndex);
      const ofClass = ranked.filter(({ detection }) => detection.classIndex === classIndex);
      if (objects.length === 0 && ofClass.length === 0) continue;
      const detections = ofClass.map(({ detection }) => detection);
      const ranks = ofClass.map(({ rank }) => rank);
      group.push({ detections, ranks, truths: objects, overlaps: overlapsOf(detections, objects) });
    }
  }
  return groups.map((group) => {
    const scores = Float64Array.from(group.flatMap(({ detections }) => detections.map(({ score }) => score)));
    return {
      images: group,
      truths: group.reduce((sum, { truths }) => sum + truths.length, 0),
      order: new Uint32Array(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b),
    };
  });
}
