/** One minibatch, normalised: images [size, channels, height, width], labels [size]. Valid until the next one is asked for. */
export interface Batch {
  readonly size: number;
  readonly images: Float32Array;
  readonly labels: BigInt64Array;
}

/** A stream of batches prepared ahead on another thread. */
export interface BatchSource {
  /**
   * Blocks until the next batch is ready; undefined at the end.
   * @throws EspalierError where the thread that prepares them failed, or the source has been closed.
   */
  next(): Batch | undefined;
  /** Milliseconds that `next` has blocked so far. */
  readonly waitedMilliseconds: number;
  close(): Promise<void>;
}

/** One pass over a split. What is drawn depends on `seed` and `epoch` alone. */
export interface BatchOptions {
  readonly batchSize: number;
  readonly seed: number;
  readonly epoch: number;
  /** Crop and flip at random. */
  readonly augment: boolean;
  readonly shuffle: boolean;
  /** The batch to begin with, where a pass goes on; 0 where left out. What it holds is the same as in a whole pass. */
  readonly firstBatch?: number;
  /** Leave out a last batch that is smaller than the others. */
  readonly dropLast: boolean;
}

/** The thread that prepares the batches of a data set, one pass after another. */
export interface BatchLoader {
  /** Starts a pass; one that is still open is closed. */
  open(split: 'train' | 'test', options: BatchOptions): BatchSource;
  close(): Promise<void>;
}
