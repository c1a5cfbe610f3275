/** The loss of every training step of a stage, gathered into at most as many points as were asked for; arrays of one length. */
export interface LossCurve {
  readonly stage: 'train' | 'finetune';
  readonly variant: string;
  readonly seed: number;
  /** Steps recorded so far. */
  readonly recorded: number;
  /** Steps that the stage has in all. */
  readonly total: number;
  /** The last step of each point, counted from 1. */
  readonly steps: readonly number[];
  readonly mean: readonly number[];
  readonly lowest: readonly number[];
  readonly highest: readonly number[];
}
