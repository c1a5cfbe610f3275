import type { ErrorCode } from './errors.ts';
import type { Certificate, EpochMetrics, PlannedLayer, RunResult } from './result.ts';
import type { ScaleSnapshot } from './scale-histogram.ts';

export type StageName = 'train' | 'prune' | 'compensate' | 'recalibrate' | 'finetune' | 'evaluate' | 'export';

/** What an engine process says while it runs a recipe; `--json` prints one of these a line. */
export type RunEvent =
  | {
      readonly event: 'run';
      readonly runId: string;
      readonly name: string;
      readonly resumed: boolean;
      readonly folder: string;
      /** The seeds that the recipe is carried out for, in order. */
      readonly seeds: readonly number[];
    }
  | { readonly event: 'stage-start'; readonly stage: StageName; readonly variant: string; readonly seed: number }
  | {
      readonly event: 'progress';
      readonly stage: StageName;
      readonly variant: string;
      readonly seed: number;
      /** Steps done of all steps of the stage. */
      readonly done: number;
      readonly total: number;
      /** Mean of the epoch so far. */
      readonly loss?: number;
      /** The losses of the steps since the last progress, the newest that of step `done`. */
      readonly losses?: readonly number[];
      readonly imagesPerSecond?: number;
      /** Resident memory of the engine process. */
      readonly memoryBytes?: number;
    }
  | ({ readonly event: 'epoch' } & EpochMetrics)
  /** How the batch-normalisation scales are spread after an epoch. */
  | ({ readonly event: 'scales' } & ScaleSnapshot)
  | {
      readonly event: 'stage-end';
      readonly stage: StageName;
      readonly variant: string;
      readonly seed: number;
      readonly seconds: number;
      readonly reused: boolean;
    }
  /** The run looks for the outcome of a stage, or has made it: the key is the name of its folder in the home's `stages`. */
  | { readonly event: 'outcome'; readonly key: string }
  | { readonly event: 'plan'; readonly seed: number; readonly layers: readonly PlannedLayer[] }
  | {
      readonly event: 'certificate';
      readonly variant: string;
      readonly seed: number;
      readonly certificate: Certificate;
    }
  | { readonly event: 'note'; readonly level: 'info' | 'warning'; readonly message: string }
  | {
      readonly event: 'artifact';
      readonly role: string;
      readonly path: string;
      readonly bytes: number;
      readonly sha256: string;
    }
  | { readonly event: 'result'; readonly result: RunResult }
  | { readonly event: 'error'; readonly code: ErrorCode; readonly message: string };
