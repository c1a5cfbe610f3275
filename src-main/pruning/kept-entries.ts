import type { PlannedLayer } from '../../src-shared/result.ts';
import { floatWeight, type Graph } from '../graph/graph.ts';
import type { ChannelSlot } from './channel-walk.ts';
import type { CoupledGroup } from './coupled-groups.ts';

/** An axis of a weight, and which of its entries stay, in ascending order. */
export interface KeptEntries {
  readonly weight: string;
  readonly axis: number;
  readonly kept: readonly number[];
}

/** The channels that a group keeps; all of its members keep the same. Undefined where a plan doesn't speak of it. */
export function keepOf(
  { members }: Pick<CoupledGroup, 'members'>,
  plan: ReadonlyMap<string, PlannedLayer>,
): readonly number[] | undefined {
  for (const { name } of members) {
    const planned = plan.get(name);
    if (planned !== undefined) return planned.keep;
  }
  return undefined;
}

export function byLayer(plan: readonly PlannedLayer[]): ReadonlyMap<string, PlannedLayer> {
  return new Map(plan.map((planned) => [planned.layer, planned]));
}

/** What a plan leaves of every axis of a weight that loses entries: all that the groups take from it, collected. */
export function keptEntries(
  graph: Graph,
  groups: readonly CoupledGroup[],
  plan: readonly PlannedLayer[],
): readonly KeptEntries[] {
  const cuts = new Map<string, { weight: string; axis: number; stays: Uint8Array }>();
  for (const { group, keep } of prunedGroups(groups, plan)) {
    for (const slot of group.slots) {
      const { weight, axis } = slot;
      const key = `${axis} ${weight}`;
      const size = floatWeight(graph, weight).shape[axis] ?? 0;
      const cut = cuts.get(key) ?? { weight, axis, stays: new Uint8Array(size).fill(1) };
      cuts.set(key, cut);
      markKept(cut.stays, slot, group.channels, keep);
    }
  }
  return [...cuts.values()].map(({ weight, axis, stays }) => ({ weight, axis, kept: indicesOf(stays) }));
}

/** The groups that lose channels, with those that they keep. */
export function prunedGroups(
  groups: readonly CoupledGroup[],
  plan: readonly PlannedLayer[],
): { readonly group: CoupledGroup; readonly keep: readonly number[] }[] {
  const planned = byLayer(plan);
  return groups.flatMap((group) => {
    const keep = keepOf(group, planned);
    return keep === undefined || keep.length === group.channels ? [] : [{ group, keep }];
  });
}

function markKept(stays: Uint8Array, { offset, repeat }: ChannelSlot, channels: number, keep: readonly number[]): void {
  stays.fill(0, offset, offset + channels * repeat);
  for (const channel of keep) {
    const start = offset + channel * repeat;
    for (let entry = start; entry < start + repeat; entry++) stays[entry] = 1;
  }
}

function indicesOf(stays: Uint8Array): number[] {
  const indices: number[] = [];
  for (let entry = 0; entry < stays.length; entry++) if (stays[entry] === 1) indices.push(entry);
  return indices;
}

/** The inputs each layer keeps, entries of its weight's input axis, by layer name; layers whose inputs stay whole are not in it. */
export function keptInputs(
  graph: Graph,
  groups: readonly CoupledGroup[],
  plan: readonly PlannedLayer[],
): ReadonlyMap<string, readonly number[]> {
  const readers = new Map<string, string>();
  for (const { layer, weight, axis, role } of groups.flatMap(({ slots }) => slots)) {
    if (role === 'reads') readers.set(`${axis} ${weight}`, layer);
  }
  const inputs = new Map<string, readonly number[]>();
  for (const { weight, axis, kept } of keptEntries(graph, groups, plan)) {
    const layer = readers.get(`${axis} ${weight}`);
    if (layer !== undefined) inputs.set(layer, kept);
  }
  return inputs;
}
