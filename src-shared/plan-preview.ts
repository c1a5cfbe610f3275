import type { Certificate } from './result.ts';

/** One prunable layer before and after the pruning that a recipe asks for. */
export interface PreviewedLayer {
  readonly layer: string;
  readonly channels: number;
  /** Ascending indices of the kept output channels. */
  readonly keep: readonly number[];
  readonly parametersBefore: number;
  readonly parametersAfter: number;
  readonly macsBefore: number;
  readonly macsAfter: number;
  /** How many its own ranking would keep, where its channels are coupled with other layers'; null where it decides alone or has no ranking. */
  readonly ownKeep: number | null;
  /** Why it keeps not what was asked. */
  readonly note: string | null;
}

/** What a compensation would do, found out from the weights alone. */
export interface PreviewedCompensation {
  /** Its place in the recipe's list. */
  readonly index: number;
  /** The network's name in the run, such as `sketch-aligned`. */
  readonly variant: string;
  /** One for each layer that α selects; none where the method keeps the kept filters. */
  readonly certificates: readonly Certificate[];
}

/** When and how well the steps of a network's latency were measured on this machine. */
export interface MeasuredSteps {
  /** ISO. */
  readonly measuredAt: string;
  /** What measuring took. */
  readonly seconds: number;
  /** Layers, or groups of them, that were timed; of the untold ones the machine was too busy to tell any steps. */
  readonly timed: number;
  readonly untold: readonly string[];
}

/** What a recipe's pruning and compensation would do to its network, before any training. */
export interface PlanPreview {
  /**
   * Whose weights decided. initial: random ones, which training will change, so that only the counts of a uniform plan are sure;
   * file: those of a weights or ONNX file; trained: those an earlier run trained by the same settings.
   */
  readonly basis: 'initial' | 'file' | 'trained';
  /** The steps of latency that the plan is rounded to; null where the recipe asks for none. The plan is without them where nobody has measured them. */
  readonly steps: MeasuredSteps | 'unmeasured' | null;
  readonly base: NetworkCost;
  readonly pruned: NetworkCost;
  /** The smallest network that the constraints of the recipe allow. */
  readonly smallest: NetworkCost;
  readonly layers: readonly PreviewedLayer[];
  readonly unprunable: readonly { readonly layer: string; readonly channels: number; readonly reason: string }[];
  readonly compensations: readonly PreviewedCompensation[];
  readonly milliseconds: number;
}

export interface NetworkCost {
  readonly parameters: number;
  readonly macs: number;
}
