import { SCALE_EDGES } from '../../../src-shared/scale-histogram.ts';

/** Below this a channel hardly adds anything to what comes after it. */
export const NEAR_ZERO = 0.01;

/** How many scales are nearly zero, of how many. */
export function countNearZero(counts: readonly number[]): { readonly below: number; readonly all: number } {
  const sum = (some: readonly number[]): number => some.reduce((total, count) => total + count, 0);
  return { below: sum(counts.filter((_, bin) => (SCALE_EDGES[bin] ?? Infinity) <= NEAR_ZERO)), all: sum(counts) };
}

/** Shown even where no scale has such a value, so that what is nearly zero has its place. */
const ALWAYS_SHOWN = [1e-3, 1] as const;

/** The bins from the first to the last that any of the snapshots has something in, so that all of them share one axis. */
export function shownBins(snapshots: readonly { readonly counts: readonly number[] }[]): readonly number[] {
  const [low, high] = ALWAYS_SHOWN;
  const always = SCALE_EDGES.flatMap((edge, bin) => (edge >= low && edge <= high ? [bin] : []));
  const used = snapshots.flatMap(({ counts }) => counts.flatMap((count, bin) => (count > 0 ? [bin] : [])));
  const [first, last] = [Math.min(...always, ...used), Math.max(...always, ...used)];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
