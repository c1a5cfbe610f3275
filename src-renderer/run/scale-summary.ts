import { SCALE_EDGES } from '../../src-shared/scale-histogram.ts';

/** Below this a channel hardly adds anything to what comes after it. */
export const NEAR_ZERO = 0.01;

/** How many scales are nearly zero, of how many. */
export function countNearZero(counts: readonly number[]): { readonly below: number; readonly all: number } {
  const sum = (some: readonly number[]): number => some.reduce((total, count) => total + count, 0);
  return { below: sum(counts.filter((_, bin) => (SCALE_EDGES[bin] ?? Infinity) <= NEAR_ZERO)), all: sum(counts) };
}

/** The bins between the first and the last that any of the snapshots has something in, so that all of them share one axis. */
export function usedBins(snapshots: readonly { readonly counts: readonly number[] }[]): readonly number[] {
  const used = new Set(snapshots.flatMap(({ counts }) => counts.flatMap((count, bin) => (count > 0 ? [bin] : []))));
  if (used.size === 0) return [];
  const [first, last] = [Math.min(...used), Math.max(...used)];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
