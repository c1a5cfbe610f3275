/** One minibatch, normalised: images [size, channels, height, width], labels [size]. Valid until the next one is asked for. */
export interface Batch {
  readonly size: number;
  readonly images: Float32Array;
  readonly labels: BigInt64Array;
}

/** A stream of batches prepared ahead on another thread. */
export interface BatchSource {
  /** Blocks until the next batch is ready; undefined at the end. */
  next(): Batch | undefined;
  /** Milliseconds that `next` has blocked so far. */
  readonly waitedMilliseconds: number;
  close(): Promise<void>;
}
