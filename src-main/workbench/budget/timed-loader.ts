import type { BatchLoader } from '../../data/batch.ts';
import { throwIfOvertaken } from '../overtaken.ts';

/** Batches that are also a clock: whoever asks for one, or for no more, has done with the one before. */
export interface TimedLoader {
  readonly loader: BatchLoader;
  /** Of each batch the milliseconds until the next was asked for, or the pass ended. */
  readonly batches: readonly { readonly images: number; readonly milliseconds: number }[];
  /** The most memory that the process had at a request. */
  peakBytes(): number;
}

export interface ProbeLength {
  readonly batches: number;
  /** Images of a batch at most. */
  readonly images: number;
  /** After so long no further batch is given, but for the least that can be measured. */
  readonly milliseconds: number;
}

/** One that warms up and one that counts. */
const FEWEST_BATCHES = 2;

/** A loader that gives only so many batches, over all passes, and none once the signal aborts: asking is then `interrupted`. */
export function createTimedLoader(
  loader: BatchLoader,
  { batches, images: most, milliseconds }: ProbeLength,
  signal: AbortSignal,
): TimedLoader {
  const began = performance.now();
  const timed: { images: number; milliseconds: number }[] = [];
  let peak = 0;
  return {
    loader: {
      open(split, options) {
        const source = loader.open(split, { ...options, batchSize: Math.min(options.batchSize, most) });
        let inWork: { readonly since: number; readonly images: number } | undefined;
        const noteDone = (now: number): void => {
          if (inWork !== undefined) timed.push({ images: inWork.images, milliseconds: now - inWork.since });
          inWork = undefined;
        };
        return {
          next() {
            throwIfOvertaken(signal);
            const now = performance.now();
            noteDone(now);
            peak = Math.max(peak, process.memoryUsage.rss());
            if (timed.length >= batches || (timed.length >= FEWEST_BATCHES && now - began > milliseconds))
              return undefined;
            const batch = source.next();
            if (batch !== undefined) inWork = { since: now, images: batch.size };
            return batch;
          },
          get waitedMilliseconds() {
            return source.waitedMilliseconds;
          },
          close() {
            noteDone(performance.now());
            return source.close();
          },
        };
      },
      close: () => loader.close(),
    },
    batches: timed,
    peakBytes: () => peak,
  };
}
