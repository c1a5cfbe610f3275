/** Bins of |γ|: one below 1e-5, four a decade from there to 10, one above. */
const BINS_PER_DECADE = 4;
const LOWEST_EXPONENT = -5;
const HIGHEST_EXPONENT = 1;

/** Upper edges of the bins of batch-normalisation scales; the last bin has none. */
export const SCALE_EDGES: readonly number[] = Array.from(
  { length: (HIGHEST_EXPONENT - LOWEST_EXPONENT) * BINS_PER_DECADE + 1 },
  (_, index) => 10 ** (LOWEST_EXPONENT + index / BINS_PER_DECADE),
);

/** How the batch-normalisation scales of a network are spread after an epoch of training. */
export interface ScaleSnapshot {
  readonly stage: 'train' | 'finetune';
  readonly variant: string;
  readonly seed: number;
  readonly epoch: number;
  /** How many of the scales' absolute values lie in each bin of `SCALE_EDGES`. */
  readonly counts: readonly number[];
}

/** Counts absolute values by bin. */
export function countScales(scales: Iterable<number>): number[] {
  const counts = new Array<number>(SCALE_EDGES.length + 1).fill(0);
  for (const scale of scales) {
    const size = Math.abs(scale);
    const bin = SCALE_EDGES.findIndex((edge) => size <= edge);
    const index = bin === -1 ? SCALE_EDGES.length : bin;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}
