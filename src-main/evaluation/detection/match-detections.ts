import type { Overlaps } from './overlap.ts';

/** The value for a detection that hits no object. */
export const NO_OBJECT = -1;

export interface MatchOptions {
  /** Overlap from which on a detection hits an object. */
  readonly iou: number;
  /**
   * free: the object of the largest overlap that no earlier detection took (VisDrone's evalRes.m, COCO). any: the object of the largest
   * overlap, and if that is taken, none; the overlap has to be more than `iou` (Pascal VOC; ultralytics' test.py of 2019).
   */
  readonly among: 'free' | 'any';
  /** Of each object, 1 where it doesn't count: taken only by a detection that hits none that counts. All count where left out. */
  readonly uncounted?: Uint8Array;
}

/**
 * The object that each detection hits, each object at most once, or `NO_OBJECT`. All are of one image and one class; the detections go
 * first that come first, so they have to be sorted by score.
 */
export function matchDetections({ detections, objects, values }: Overlaps, options: MatchOptions): Int32Array {
  const matches = new Int32Array(detections).fill(NO_OBJECT);
  const taken = new Uint8Array(objects);
  for (let detection = 0; detection < detections && objects > 0; detection++) {
    const row = detection * objects;
    const object =
      options.among === 'any' ? bestOfAny(values, row, taken, options.iou) : bestOfFree(values, row, taken, options);
    if (object === NO_OBJECT) continue;
    matches[detection] = object;
    taken[object] = 1;
  }
  return matches;
}

function bestOfAny(overlaps: Float64Array, row: number, taken: Uint8Array, iou: number): number {
  let best = 0;
  for (let object = 1; object < taken.length; object++) {
    if ((overlaps[row + object] ?? 0) > (overlaps[row + best] ?? 0)) best = object;
  }
  return (overlaps[row + best] ?? 0) > iou && taken[best] === 0 ? best : NO_OBJECT;
}

/** Of equal overlaps the last, as both toolkits have it. */
function bestOfFree(overlaps: Float64Array, row: number, taken: Uint8Array, { iou, uncounted }: MatchOptions): number {
  let best = NO_OBJECT;
  let bestUncounted = NO_OBJECT;
  let most = iou;
  let mostUncounted = iou;
  for (let object = 0; object < taken.length; object++) {
    if (taken[object] === 1) continue;
    const overlap = overlaps[row + object] ?? 0;
    if (uncounted?.[object] === 1) {
      if (overlap < mostUncounted) continue;
      mostUncounted = overlap;
      bestUncounted = object;
    } else {
      if (overlap < most) continue;
      most = overlap;
      best = object;
    }
  }
  return best === NO_OBJECT ? bestUncounted : best;
}
