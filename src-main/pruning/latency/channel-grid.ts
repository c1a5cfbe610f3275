import type { StairPoint } from './staircase.ts';

/** Treads of a layer that are looked for at first. */
const FIRST_TREADS = 16;

/**
 * The numbers of channels to begin with: multiples of a power of two, where the blocks of processors end, each with the number behind it,
 * where the next tread would begin.
 * @param most about how many numbers at most.
 */
export function firstCounts(channels: number, most: number): number[] {
  const treads = Math.max(2, Math.min(FIRST_TREADS, Math.floor(most / 2)));
  const step = 2 ** Math.max(0, Math.ceil(Math.log2(channels / treads)));
  const multiples = Array.from({ length: Math.floor(channels / step) }, (_, index) => (index + 1) * step);
  return sortCounts([1, ...multiples.flatMap((count) => [count, count + 1]), channels], channels);
}

/** Where times rise between two numbers of channels that were measured: the roundest number between them, and the one behind it. */
export function refiningCounts(points: readonly StairPoint[], tolerance: number): number[] {
  return points.flatMap(({ channels, milliseconds }, index) => {
    const below = points[index - 1];
    if (below === undefined || channels - below.channels < 2) return [];
    if (milliseconds * (1 - tolerance) <= below.milliseconds) return [];
    const middle = roundestBetween(below.channels, channels);
    return middle + 1 < channels ? [middle, middle + 1] : [middle];
  });
}

/** The multiple of the largest power of two that lies strictly between two numbers with one between them at least. */
function roundestBetween(low: number, high: number): number {
  let step = 2 ** Math.floor(Math.log2(high));
  while (Math.floor(low / step) * step + step >= high) step /= 2;
  return Math.floor(low / step) * step + step;
}

function sortCounts(counts: readonly number[], most: number): number[] {
  return [...new Set(counts)].filter((count) => count <= most).sort((one, other) => one - other);
}
