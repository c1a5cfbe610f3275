/** Precision and recall after each detection that counts, by score from the highest down. */
export interface PrecisionRecall {
  readonly precision: Float64Array;
  readonly recall: Float64Array;
}

/** How many recalls the interpolated precision is given at: 0, 0.01 … 1. */
const RECALLS = 101;

/** The curve of detections sorted by score, of which each is a hit (1) or not (0), where there are so many objects to be found; recall 0 where none. */
export function precisionRecall(hits: Uint8Array, objects: number): PrecisionRecall {
  const precision = new Float64Array(hits.length);
  const recall = new Float64Array(hits.length);
  let found = 0;
  for (const [index, hit] of hits.entries()) {
    found += hit;
    precision[index] = found / (index + 1);
    recall[index] = found / Math.max(1, objects);
  }
  return { precision, recall };
}

/** The area below the precision's envelope, at every recall there is (Pascal VOC since 2010; VisDrone's VOCap.m). */
export function averagePrecision({ precision, recall }: PrecisionRecall): number {
  const envelope = envelopeOf(precision);
  let area = 0;
  let reached = 0;
  for (let index = 0; index < recall.length; index++) {
    const here = recall[index] ?? 0;
    area += (here - reached) * (envelope[index] ?? 0);
    reached = here;
  }
  return area;
}

/**
 * The same by ultralytics' compute_ap: the envelope runs in straight lines from (0, the highest) through the curve to precision 0 at a
 * recall 0.001 beyond its last, is read at 101 recalls, and the area is the trapezoids' between those. At best it is 0.995.
 */
export function interpolatedAveragePrecision({ precision, recall }: PrecisionRecall): number {
  const last = recall.at(-1);
  if (last === undefined) return 0;
  const recalls = Float64Array.of(0, ...recall, Math.min(last + 1e-3, 1));
  const envelope = envelopeOf(Float64Array.of(0, ...precision, 0));
  let sum = 0;
  let at = 0;
  for (let index = 0; index < RECALLS; index++) {
    const wanted = recallAt(index);
    while (at + 1 < recalls.length && (recalls[at + 1] ?? 0) <= wanted) at++;
    const value = interpolate(recalls, envelope, at, wanted);
    sum += index === 0 || index === RECALLS - 1 ? value / 2 : value;
  }
  return sum / (RECALLS - 1);
}

/** The value at `wanted` between the knots `at` and the next; 0 beyond the last knot. */
function interpolate(knots: Float64Array, values: Float64Array, at: number, wanted: number): number {
  const knot = knots[at] ?? 0;
  const value = values[at] ?? 0;
  const next = knots[at + 1];
  if (next === undefined) return 0;
  return value + (((values[at + 1] ?? 0) - value) * (wanted - knot)) / (next - knot);
}

/** At recalls 0, 0.01 … 1 the highest precision at that recall or a larger one; 0 where none is so large (COCO's interpolation). */
export function precisionAtRecalls({ precision, recall }: PrecisionRecall): number[] {
  const envelope = envelopeOf(precision);
  let at = 0;
  return Array.from({ length: RECALLS }, (_, index) => {
    const wanted = recallAt(index);
    while (at < recall.length && (recall[at] ?? 0) < wanted) at++;
    return envelope[at] ?? 0;
  });
}

function recallAt(index: number): number {
  return index === RECALLS - 1 ? 1 : index * 0.01;
}

/** At each detection the highest precision from there on. */
function envelopeOf(precision: Float64Array): Float64Array {
  const envelope = precision.slice();
  for (let index = envelope.length - 2; index >= 0; index--) {
    envelope[index] = Math.max(envelope[index] ?? 0, envelope[index + 1] ?? 0);
  }
  return envelope;
}
