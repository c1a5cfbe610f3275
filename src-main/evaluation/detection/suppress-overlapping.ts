import type { Detection } from '../../../src-shared/detection.ts';

/**
 * Non-maximum suppression within each class: from the highest score down, a detection is left out that overlaps one that stays by
 * more than `limit` (intersection over union). Takes and gives detections sorted by score.
 */
export function suppressOverlapping(detections: readonly Detection[], limit: number): Detection[] {
  const keptOf = new Map<number, KeptBoxes>();
  return detections.filter(({ classIndex, left, top, width, height }) => {
    const kept = keptOf.get(classIndex) ?? keptBoxes(detections.length);
    keptOf.set(classIndex, kept);
    const right = left + width;
    const bottom = top + height;
    const area = width * height;
    const { edges } = kept;
    for (let at = 0; at < kept.length; at += 5) {
      const sharedWidth = Math.min(right, edges[at + 2] ?? 0) - Math.max(left, edges[at] ?? 0);
      if (sharedWidth <= 0) continue;
      const sharedHeight = Math.min(bottom, edges[at + 3] ?? 0) - Math.max(top, edges[at + 1] ?? 0);
      if (sharedHeight <= 0) continue;
      const shared = sharedWidth * sharedHeight;
      if (shared > limit * (area + (edges[at + 4] ?? 0) - shared)) return false;
    }
    edges.set([left, top, right, bottom, area], kept.length);
    kept.length += 5;
    return true;
  });
}

/** Left, top, right, bottom and area of each, one after another, for the inner loop to read straight down. */
interface KeptBoxes {
  readonly edges: Float64Array;
  length: number;
}

function keptBoxes(most: number): KeptBoxes {
  return { edges: new Float64Array(5 * most), length: 0 };
}
