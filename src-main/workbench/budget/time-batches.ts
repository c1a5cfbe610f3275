import type { BatchLoader } from '../../data/batch.ts';
import { createTimedLoader, type ProbeLength } from './timed-loader.ts';

/** What a pass over batches takes. */
export interface BatchTiming {
  /** Seconds of an image: the median, the least and the most of the batches that count. */
  readonly image: number;
  readonly fastest: number;
  readonly slowest: number;
  /** Seconds before the first and after the last batch. */
  readonly fixed: number;
  readonly peakBytes: number;
}

/** Batches that don't count, since caches and memory are still empty. */
const WARM_UP = 2;

/** Carries out the beginning of a pass over batches and measures it. @throws EspalierError `interrupted` at the next batch after the signal aborts. */
export async function timeBatches(
  loader: BatchLoader,
  length: ProbeLength,
  signal: AbortSignal,
  pass: (loader: BatchLoader) => Promise<unknown>,
): Promise<BatchTiming> {
  const timed = createTimedLoader(loader, length, signal);
  const began = performance.now();
  await pass(timed.loader);
  const total = performance.now() - began;
  const { batches } = timed;
  const perImage = batches
    .slice(Math.min(WARM_UP, batches.length - 1))
    .map(({ images, milliseconds }) => milliseconds / 1000 / images)
    .sort((one, other) => one - other);
  const inBatches = batches.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return {
    image: perImage[Math.floor(perImage.length / 2)] ?? 0,
    fastest: perImage[0] ?? 0,
    slowest: perImage.at(-1) ?? 0,
    fixed: Math.max(0, total - inBatches) / 1000,
    peakBytes: timed.peakBytes(),
  };
}

/** Seconds that some work takes. */
export async function timeSeconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
