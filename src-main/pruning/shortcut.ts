import type { PruneRecipe, Shortcut } from '../../src-shared/recipe.ts';
import type { PlannedLayer } from '../../src-shared/result.ts';
import type { CoupledGroup } from './coupled-groups.ts';
import { countKept, describeGuard, keepAll, leastKept } from './keep.ts';
import { rankTogether, type RankedLayer } from './ranking.ts';

/** A layer with what its own ranking would keep of it. */
interface OwnChoice extends RankedLayer {
  readonly wanted: number;
  /** The channels it would keep, within the limits, the most important first. */
  readonly keep: readonly number[];
}

/**
 * What the layers of a group keep: each first chooses for itself, then `prune.shortcut` brings them to the same channels, then the
 * limits hold for the group. Layers without a ranking go with the others.
 * @param wanted how many channels each ranked layer would keep by itself.
 * @param treads the numbers of channels that the group may have, where the recipe rounds to latency.
 */
export function planGroup(
  group: CoupledGroup,
  ranked: readonly RankedLayer[],
  wanted: ReadonlyMap<string, number>,
  recipe: PruneRecipe,
  treads?: readonly number[],
): PlannedLayer[] {
  const { channels, members } = group;
  const choices = ranked.map((layer): OwnChoice => {
    const own = wanted.get(layer.name) ?? layer.channels;
    return { ...layer, wanted: own, keep: layer.order.slice(0, Math.max(own, leastKept(channels, recipe))) };
  });
  const isCoupled = members.length > 1;
  const shortcut = recipe.shortcut ?? 'union';
  if (choices.length === 0 || (isCoupled && shortcut === 'skip')) return members.map((member) => keepAll(member));
  const agreed = agree(choices, shortcut);
  const keep = complete(agreed, choices, countKept(channels, agreed.length, recipe, treads));
  const note = describeGuard(channels, isCoupled ? agreed.length : (choices[0]?.wanted ?? 0), keep.length, recipe);
  return members.map(({ name }) => {
    const choice = choices.find((one) => one.name === name);
    return {
      layer: name,
      originalChannels: channels,
      keep,
      ...(note === undefined ? {} : { note }),
      ...(isCoupled && choice !== undefined ? { ownKeep: choice.keep.length } : {}),
      ...(isCoupled ? markSketched(shortcut, keep.length, choice?.keep.length ?? channels, channels) : {}),
    };
  });
}

/** The channels that layers with the same channels agree on. */
function agree(choices: readonly OwnChoice[], shortcut: Shortcut): readonly number[] {
  const [first, ...others] = choices;
  const firstKept = first?.keep ?? [];
  switch (shortcut) {
    case 'union':
      return [...new Set(choices.flatMap(({ keep }) => keep))];
    case 'intersection': {
      const sets = others.map(({ keep }) => new Set(keep));
      return firstKept.filter((channel) => sets.every((set) => set.has(channel)));
    }
    case 'first':
    case 'skip':
      return firstKept;
    case 'sketch':
    case 'shared-sketch':
      return others.reduce((least, { keep }) => (keep.length < least.length ? keep : least), firstKept);
  }
}

/** So many channels, ascending: of those agreed on the most important for all layers together, then the most important others. */
function complete(agreed: readonly number[], choices: readonly OwnChoice[], count: number): number[] {
  if (agreed.length === count) return agreed.toSorted((a, b) => a - b);
  const first = new Set(agreed);
  const order = rankTogether(choices);
  const others = order.filter((channel) => !first.has(channel));
  return [...order.filter((channel) => first.has(channel)), ...others].slice(0, count).sort((a, b) => a - b);
}

/** Which layers have to be sketched to come to the group's number: those that kept more by themselves, or all of them together. */
function markSketched(
  shortcut: Shortcut,
  count: number,
  own: number,
  channels: number,
): Pick<PlannedLayer, 'sketched'> {
  if (shortcut === 'sketch' && own > count) return { sketched: 'own' };
  if (shortcut === 'shared-sketch' && count < channels) return { sketched: 'shared' };
  return {};
}
