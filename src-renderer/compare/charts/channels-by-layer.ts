import type { PlannedLayer } from '../../../src-shared/result.ts';

/** A layer in several plans. */
export interface LayerChannels {
  readonly layer: string;
  /** Channels before pruning; of the first plan that has the layer. */
  readonly original: number;
  /** Channels that each plan keeps; null in a plan without the layer. */
  readonly kept: readonly (number | null)[];
}

/** The layers of all plans, in the order they are first met. */
export function channelsByLayer(plans: readonly (readonly PlannedLayer[])[]): LayerChannels[] {
  const originals = new Map<string, number>();
  for (const { layer, originalChannels } of plans.flat()) {
    if (!originals.has(layer)) originals.set(layer, originalChannels);
  }
  return [...originals].map(([layer, original]) => ({
    layer,
    original,
    kept: plans.map((plan) => plan.find((planned) => planned.layer === layer)?.keep.length ?? null),
  }));
}
