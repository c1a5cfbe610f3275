import { isNoFaster, macsShare, timeShare } from '../../../src-shared/layer-latency.ts';
import type { LayerLatency, RunResult } from '../../../src-shared/result.ts';

/** A convolution that pruning left fewer multiply–accumulates, with its channels. */
export interface TimedLayer extends LayerLatency {
  /** Null where the layer can't be pruned itself: only what it reads became less. */
  readonly channels: { readonly before: number; readonly after: number } | null;
  /** Changes as shares of what was: −0.25 is a quarter less. */
  readonly macsChange: number;
  readonly timeChange: number;
  /** It lost multiply–accumulates, but no time. */
  readonly noFaster: boolean;
}

/** The layers that a run timed by themselves, in the network's order. */
export function latencyByLayer({ layerLatency, plan }: Pick<RunResult, 'layerLatency' | 'plan'>): TimedLayer[] {
  const planned = new Map(plan.map((one) => [one.layer, one]));
  return layerLatency.map((timed) => {
    const own = planned.get(timed.layer);
    return {
      ...timed,
      channels: own === undefined ? null : { before: own.originalChannels, after: own.keep.length },
      macsChange: macsShare(timed) - 1,
      timeChange: timeShare(timed) - 1,
      noFaster: isNoFaster(timed),
    };
  });
}
