import type { Box } from '../../../src-shared/detection.ts';

/** Intersection over union of two boxes, in [0, 1]; 0 where they don't meet. */
export function overlapOf(one: Box, other: Box): number {
  const width = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left);
  if (width <= 0) return 0;
  const height = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top);
  if (height <= 0) return 0;
  const shared = width * height;
  return shared / (one.width * one.height + other.width * other.height - shared);
}

/** Intersection over union of each of an image's detections with each of its objects: [detections, objects], row by row. */
export interface Overlaps {
  readonly detections: number;
  readonly objects: number;
  readonly values: Float64Array;
}

export function overlapsOf(detections: readonly Box[], objects: readonly Box[]): Overlaps {
  const values = new Float64Array(detections.length * objects.length);
  let at = 0;
  for (const detection of detections) {
    for (const object of objects) values[at++] = overlapOf(detection, object);
  }
  return { detections: detections.length, objects: objects.length, values };
}
