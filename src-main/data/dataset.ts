/** Images of one split, decoded: bytes as channel planes, [count, channels, height, width]. Shared, so that workers read it without a copy. */
export interface ImageSplit {
  readonly count: number;
  readonly images: Uint8Array<SharedArrayBuffer>;
  readonly labels: Uint8Array<SharedArrayBuffer>;
}

/** A classification data set in memory. */
export interface Dataset {
  readonly name: string;
  readonly classes: readonly string[];
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly train: ImageSplit;
  readonly test: ImageSplit;
  /** Per-channel mean and standard deviation of the train split, of bytes scaled to [0, 1]. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** SHA-256 over both splits, hexadecimal. */
  readonly hash: string;
  /** What a person should know about it, such as records that are missing. */
  readonly notes?: readonly string[];
}
