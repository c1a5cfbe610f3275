import type { DetectionScores, Protocol } from './detection-scores.ts';
import type { ExportFormat, Recipe } from './recipe.ts';

/** What a layer's sketch kept of the original layer's information; errors are relative to ‖A‖_F². */
export interface Certificate {
  readonly layer: string;
  readonly solver: string;
  readonly align: string;
  /** How the sketch was scaled as a whole; absent in older results. */
  readonly scale?: string;
  /** Filters of the original layer. */
  readonly originalFilters: number;
  /** Filters kept. */
  readonly keptFilters: number;
  /** Length of one filter: kept input channels × kernel height × kernel width. */
  readonly filterLength: number;
  /** ‖AᵀA − BᵀB‖₂ / ‖A‖_F² of the sketch B. */
  readonly relativeError: number;
  /** min over k < l of ‖A − A_k‖_F² / ((l − k)·‖A‖_F²) where the solver has that guarantee; Liberty 2013: 2 / l. */
  readonly bound: number;
  /** The same error for the plainly kept filters. */
  readonly keptError: number;
  /** The same error for the best rank-l matrix, σ²_{l+1} / ‖A‖_F². */
  readonly optimumError: number;
  /** Rows of the sketch that were zero and have been filled with left-over filters. */
  readonly zeroRows: number;
  readonly shrinks: number;
  readonly milliseconds: number;
  /** The share of that time that went into matrix products; absent where only the certificate was made, and in older results. */
  readonly productShare?: number;
}

/** How many channels of one prunable layer the plan keeps, and why not what was asked, where it differs. */
export interface PlannedLayer {
  readonly layer: string;
  readonly originalChannels: number;
  /** Ascending indices of the kept output channels. */
  readonly keep: readonly number[];
  readonly note?: string;
  /** Of a layer whose channels are coupled with others': how many its own ranking kept. */
  readonly ownKeep?: number;
  /**
   * A sketch brings this layer down to its number of channels, whatever its pruning ratio. own: a sketch of its filters; shared: one
   * sketch for all layers of its coupled group.
   */
  readonly sketched?: 'own' | 'shared';
}

/** Latency of one forward pass in milliseconds under the stated protocol. */
export interface Latency {
  readonly batchSize: number;
  readonly medianMilliseconds: number;
  readonly p90Milliseconds: number;
  readonly runs: number;
}

/** A convolution by itself, for one image, in the base network and in the pruned one. */
export interface LayerLatency {
  readonly layer: string;
  readonly macsBefore: number;
  readonly macsAfter: number;
  readonly millisecondsBefore: number;
  readonly millisecondsAfter: number;
}

export interface ExportedFile {
  readonly format: ExportFormat;
  /** Path on this machine; of a TensorFlow.js model, which is a folder, that of its model.json; of a darknet network its .weights, beside which its .cfg lies. */
  readonly path: string;
  /** Size and hash of the file, or of all files of the folder one after another: model.json, then the shards in order. */
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * What `accuracy` is in a result: the share of test images told right, or for a detector the mean average precision under a protocol.
 */
export type Measure =
  { readonly kind: 'accuracy' } | { readonly kind: 'mean-average-precision'; readonly protocol: Protocol };

/** What one seed made of a network. */
export interface SeedOutcome {
  readonly seed: number;
  readonly parameters: number;
  readonly macs: number;
  readonly accuracyBefore: number;
  readonly accuracy: number;
  readonly loss: number;
}

/**
 * One network of a run: the base, a control, or a compensated variant. Accuracies and loss are means over the run's seeds; sizes, latency,
 * certificates and files are those of the first seed's network.
 */
export interface VariantResult {
  /** `base`, `pruned`, `random`, `scratch`, or the name of a compensation such as `sketch` or `sketch-aligned`. */
  readonly name: string;
  readonly parameters: number;
  /** Multiply–accumulates of one forward pass of one image. */
  readonly macs: number;
  /** Size of the network written as ONNX. */
  readonly fileBytes: number;
  /** The run's measure in [0, 1] before fine-tuning; equal to `accuracy` where nothing was fine-tuned. */
  readonly accuracyBefore: number;
  readonly accuracy: number;
  readonly loss: number;
  readonly latency: readonly Latency[];
  readonly certificates: readonly Certificate[];
  /** What the first seed's network found on the test images; null for a classifier. */
  readonly detection: DetectionScores | null;
  readonly files: readonly ExportedFile[];
  /** One for each seed, at least one, in the order of the seeds. */
  readonly seeds: readonly SeedOutcome[];
}

/** One evaluation point of a training stage; `epoch` counts from 1. */
export interface EpochMetrics {
  readonly stage: 'train' | 'finetune';
  readonly variant: string;
  readonly seed: number;
  readonly epoch: number;
  readonly epochs: number;
  /** Minibatches, where a stage's length in steps cut the epoch short. */
  readonly steps?: number | undefined;
  readonly learningRate: number;
  readonly trainLoss: number;
  /** Not a number for a detector, and as the next two where the epoch was not evaluated. */
  readonly trainAccuracy: number;
  readonly testLoss: number;
  /** The run's measure on the test images. */
  readonly testAccuracy: number;
  readonly seconds: number;
  /** Time the training steps of this epoch spent waiting for batches. */
  readonly dataWaitMilliseconds: number;
}

/** What an epoch measured, whichever stage it belongs to. */
export type EpochMeasures = Omit<EpochMetrics, 'stage' | 'variant' | 'seed'>;

export interface Environment {
  readonly application: string;
  readonly platform: string;
  readonly processor: string;
  readonly threads: number;
  readonly memoryBytes: number;
  readonly device: string;
  readonly engine: string;
  readonly node: string;
}

/** All that a finished run measured. */
export interface RunResult {
  readonly runId: string;
  readonly name: string;
  readonly recipe: Recipe;
  readonly recipeHash: string;
  readonly environment: Environment;
  /** The data set as found: its name, content hash and sizes. */
  readonly dataset: {
    readonly name: string;
    readonly hash: string;
    readonly train: number;
    readonly test: number;
    readonly classes: readonly string[];
  };
  readonly measure: Measure;
  /** SHA-256 of the first seed's network before any training, as ONNX; null where an earlier version ran the recipe. */
  readonly initialNetworkHash: string | null;
  /** The first seed's. */
  readonly plan: readonly PlannedLayer[];
  /** Largest absolute difference of outputs between the pruned network and the original with the pruned channels masked, over all seeds. */
  readonly maskedDifference: number | null;
  readonly variants: readonly VariantResult[];
  /** The convolutions that pruning left fewer multiply–accumulates, in the network's order; none where that was not measured. */
  readonly layerLatency: readonly LayerLatency[];
  readonly epochs: readonly EpochMetrics[];
  readonly notes: readonly string[];
  readonly seconds: number;
}
