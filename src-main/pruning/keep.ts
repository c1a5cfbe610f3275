import type { PruneRecipe } from '../../src-shared/recipe.ts';
import type { PlannedLayer } from '../../src-shared/result.ts';
import type { GroupMember } from './coupled-groups.ts';

export type KeepLimits = Pick<PruneRecipe, 'minChannels' | 'minShare' | 'roundTo'>;

/** By the names of coupled groups, ascending: the numbers of channels to choose from, where `roundTo` says `latency`. */
export type Treads = ReadonlyMap<string, readonly number[]>;

/** The fewest of so many channels that stay: `minChannels`, and of `minShare` of them the whole ones (SlimYOLOv3's floor). */
export function leastKept(channels: number, { minChannels, minShare = 0 }: KeepLimits): number {
  // A share such as 0.29 of 100 comes out just below the whole number.
  return Math.min(channels, Math.max(minChannels, Math.floor(minShare * channels + 1e-9)));
}

/**
 * How many of so many channels stay where so many are wanted: at least the fewest, rounded up to a multiple of `roundTo`, or the nearest
 * of the group's treads, the upper one of two as near. Where there are none, nothing is rounded.
 */
export function countKept(
  channels: number,
  wanted: number,
  limits: KeepLimits,
  treads: readonly number[] = [],
): number {
  const { roundTo } = limits;
  const least = leastKept(channels, limits);
  const guarded = Math.max(wanted, least);
  if (roundTo !== 'latency') return Math.min(channels, Math.ceil(guarded / roundTo) * roundTo);
  const distance = (tread: number): number => Math.abs(tread - guarded);
  const allowed = treads.filter((tread) => tread >= least);
  return allowed.reduce((best, tread) => (distance(tread) <= distance(best) ? tread : best), allowed[0] ?? guarded);
}

/** Why `kept` stay; undefined where the wanted number is not below the fewest. */
export function describeGuard(channels: number, wanted: number, kept: number, limits: KeepLimits): string | undefined {
  if (wanted >= leastKept(channels, limits)) return undefined;
  const lost = wanted === 0 ? 'all its channels' : `all but ${wanted} of its channels`;
  return `would have lost ${lost}; kept at the minimum of ${kept}`;
}

/** A layer left as it is. */
export function keepAll({ name, channels }: Pick<GroupMember, 'name' | 'channels'>, note?: string): PlannedLayer {
  const keep = Array.from({ length: channels }, (_, channel) => channel);
  return { layer: name, originalChannels: channels, keep, ...(note === undefined ? {} : { note }) };
}
