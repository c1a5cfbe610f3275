/** One stage of a recipe as the estimate sees it. */
export interface StageEstimate {
  readonly stage: 'train' | 'prune' | 'compensate' | 'recalibrate' | 'finetune' | 'evaluate' | 'export';
  /** How many networks go through it, over all seeds. */
  readonly times: number;
  /** Of all of them. */
  readonly seconds: number;
}

/** What a recipe will take on this machine, from a few steps that were carried out here and now. */
export interface BudgetEstimate {
  readonly device: string;
  readonly engine: string;
  readonly stages: readonly StageEstimate[];
  /** What measuring the steps of latency takes of that, roughly; 0 where they are known, or not asked for. */
  readonly stepsSeconds: number;
  /** The likely time, and the range that measurement noise and other work on the machine allow. */
  readonly seconds: number;
  readonly secondsLow: number;
  readonly secondsHigh: number;
  /** Peak of the engine process. */
  readonly memoryBytes: number;
  /** Of this machine, free now. */
  readonly freeMemoryBytes: number;
  /**
   * Where a batch takes more than that: the images at a time that would fit, and in how many parts the batch then is done; and how many would
   * where activations were computed again, null where they are.
   */
  readonly fittingParts: {
    readonly images: number;
    readonly accumulate: number | null;
    readonly recomputed: number | null;
  } | null;
  readonly diskBytes: number;
  readonly freeDiskBytes: number;
  readonly stepMilliseconds: number;
  readonly imagesPerSecond: number;
  /** Another job was running meanwhile, so that the steps took longer than they will. */
  readonly busy: boolean;
}
