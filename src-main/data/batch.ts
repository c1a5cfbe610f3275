/** What is known of a batch's images besides their pixels; the first dimension of its shape is the images. */
export type TargetData =
  | { readonly type: 'int64'; readonly shape: readonly number[]; readonly data: BigInt64Array }
  | { readonly type: 'float32'; readonly shape: readonly number[]; readonly data: Float32Array };

/** One minibatch: normalised images [size, channels, height, width] and its targets by name. Valid until the next one is asked for. */
export interface Batch {
  readonly size: number;
  readonly images: Float32Array;
  readonly targets: Readonly<Record<string, TargetData>>;
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
  /** Change images at random: crop and flip, of scenes also scale and colours. */
  readonly augment: boolean;
  /** Of scenes: put half of the images together from four. */
  readonly mosaic?: boolean | undefined;
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
