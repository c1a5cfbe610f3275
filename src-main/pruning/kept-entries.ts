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
  const planned = byLayer(plan);
  const cuts = new Map<string, { weight: string; axis: number; removed: Uint8Array }>();
  for (const group of groups) {
    const keep = keepOf(group, planned);
    if (keep === undefined || keep.length === group.channels) continue;
    const kept = new Set(keep);
    const removed = Array.from({ length: group.channels }, (_, channel) => channel).filter((one) => !kept.has(one));
    for (const slot of group.slots) {
      const { weight, axis } = slot;
      const key = `${axis} ${weight}`;
      const size = floatWeight(graph, weight).shape[axis] ?? 0;
      const cut = cuts.get(key) ?? { weight, axis, removed: new Uint8Array(size) };
      cuts.set(key, cut);
      for (const channel of removed) fillEntries(cut.removed, slot, channel);
    }
  }
  return [...cuts.values()].map(({ weight, axis, removed }) => ({
    weight,
    axis,
    kept: Array.from(removed.keys()).filter((entry) => removed[entry] === 0),
  }));
}

function fillEntries(entries: Uint8Array, { offset, repeat }: ChannelSlot, channel: number): void {
  const start = offset + channel * repeat;
  entries.fill(1, start, start + repeat);
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
