/** One layer with what it costs for one image. */
export interface InspectedLayer {
  readonly name: string;
  readonly operator: string;
  /** Without the batch. */
  readonly outputShape: readonly number[];
  /** Trainable values; running statistics of batch normalisation do not count. */
  readonly parameters: number;
  /** Multiply–accumulates; those of Conv, ConvTranspose and Gemm, as is usual, and nothing for the rest. */
  readonly macs: number;
  /** Output channels, where the layer has such. */
  readonly channels: number;
  /** The coupled group its output channels belong to; null where they belong to none. */
  readonly group: string | null;
}

/** Channels that must be pruned together. */
export interface ChannelGroup {
  readonly name: string;
  readonly layers: readonly string[];
  readonly channels: number;
  readonly prunable: boolean;
  readonly reason?: string;
}

/** What a network is made of. */
export interface NetworkInspection {
  readonly name: string;
  readonly parameters: number;
  readonly macs: number;
  readonly layers: readonly InspectedLayer[];
  readonly groups: readonly ChannelGroup[];
}
