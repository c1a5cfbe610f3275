import type { PlannedLayer } from '../../src-shared/result.ts';
import type { PrunableLayer } from './prunable-layers.ts';

export interface KeepLimits {
  readonly minChannels: number;
  readonly roundTo: number;
}

/**
 * Keeps the `wanted` highest-scored channels of a layer, but at least `minChannels`, rounded up to a multiple of `roundTo`
 * where the layer has that many; a note says where the guard changed the number. Equal scores: the lower index is kept.
 */
export function keepBest(layer: PrunableLayer, scores: Float64Array, wanted: number, limits: KeepLimits): PlannedLayer {
  const { channels } = layer;
  const count = countKept(channels, wanted, limits);
  const ranked = Array.from(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const keep = ranked.slice(0, count).sort((a, b) => a - b);
  const planned = { layer: layer.name, originalChannels: channels, keep };
  if (wanted >= Math.min(limits.minChannels, channels)) return planned;
  const lost = wanted === 0 ? 'all its channels' : `all but ${wanted} of its channels`;
  return { ...planned, note: `would have lost ${lost}; kept at the minimum of ${count}` };
}

/** How many of a layer's channels stay where so many are wanted. */
export function countKept(channels: number, wanted: number, { minChannels, roundTo }: KeepLimits): number {
  const guarded = Math.max(wanted, Math.min(minChannels, channels));
  return Math.min(channels, Math.ceil(guarded / roundTo) * roundTo);
}

/** A layer left as it is. */
export function keepAll(layer: PrunableLayer): PlannedLayer {
  return {
    layer: layer.name,
    originalChannels: layer.channels,
    keep: Array.from({ length: layer.channels }, (_, channel) => channel),
  };
}
