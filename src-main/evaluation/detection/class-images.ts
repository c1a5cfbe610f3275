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

/** For each class its images, those left out where it is neither found nor to be found; `protocol` is the place of one in `found`. */
export function groupByClass(images: readonly DetectedImage[], classes: number, protocol: number): ClassImage[][] {
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
  return groups;
}

/** How many objects of its class there are in all its images. */
export function countTruths(images: readonly ClassImage[]): number {
  return images.reduce((sum, { truths }) => sum + truths.length, 0);
}
