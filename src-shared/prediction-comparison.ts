/** A test image that two networks see differently. */
export interface ChangedPrediction {
  /** Address it by `imageAddress`. */
  readonly image: string;
  /** Its place in the test split. */
  readonly index: number;
  /** Indices of classes. */
  readonly truth: number;
  readonly base: number;
  readonly variant: number;
}

/** What a network predicts on the test images beside what the base network predicts. */
export interface PredictionComparison {
  readonly variant: string;
  readonly classes: readonly string[];
  readonly images: number;
  /** Rows are true classes, columns predicted ones. */
  readonly baseConfusion: readonly (readonly number[])[];
  readonly variantConfusion: readonly (readonly number[])[];
  /** Images that the base told right and this network tells wrong, and the other way round. */
  readonly broken: number;
  readonly repaired: number;
  /** Both wrong, but differently. */
  readonly otherwise: number;
  /** The first of each kind, broken ones first. */
  readonly examples: readonly ChangedPrediction[];
}
