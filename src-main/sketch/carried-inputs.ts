import type { PlannedLayer } from '../../src-shared/result.ts';
import { floatWeight, type Graph } from '../graph/graph.ts';
import { zeros, type FloatTensor } from '../graph/tensor.ts';
import type { ChannelSlot } from '../pruning/channel-walk.ts';
import type { CoupledGroup } from '../pruning/coupled-groups.ts';
import { byLayer, keepOf } from '../pruning/kept-entries.ts';
import { selectAlong } from '../pruning/surgery.ts';
import { carryInputs } from './carry.ts';
import type { DenseMatrix, MatrixProducts } from './matrix.ts';

/** Weights whose inputs take on how the channels they read have been mixed. */
export interface CarriedInputs {
  /** Notes how a group's original channels are made of its new ones. */
  add(group: CoupledGroup, carry: DenseMatrix): void;
  /** An original weight over its new inputs; undefined where nothing is carried into it. Asked for once all it reads is noted. */
  into(weight: string): Promise<FloatTensor | undefined>;
  /** All weights that something is carried into. */
  weights(): string[];
}

export function createCarriedInputs(
  original: Graph,
  groups: readonly CoupledGroup[],
  plan: readonly PlannedLayer[],
  products: MatrixProducts,
): CarriedInputs {
  const planned = byLayer(plan);
  const carries = new Map<CoupledGroup, DenseMatrix>();
  const made = new Map<string, FloatTensor>();
  const slotsOf = new Map<string, { group: CoupledGroup; slot: ChannelSlot }[]>();
  for (const group of groups) {
    for (const slot of group.slots.filter(({ role }) => role === 'reads')) {
      slotsOf.set(slot.weight, [...(slotsOf.get(slot.weight) ?? []), { group, slot }]);
    }
  }

  async function carryInto(name: string): Promise<FloatTensor> {
    const weight = floatWeight(original, name);
    const slots = (slotsOf.get(name) ?? []).toSorted((one, other) => one.slot.offset - other.slot.offset);
    const axis = slots[0]?.slot.axis ?? 0;
    const parts: FloatTensor[] = [];
    let end = 0;
    for (const { group, slot } of slots) {
      if (slot.offset > end) parts.push(rangeAlong(weight, axis, end, slot.offset));
      end = slot.offset + group.channels * slot.repeat;
      const part = rangeAlong(weight, axis, slot.offset, end);
      const carry = carries.get(group);
      parts.push(
        carry === undefined
          ? selectAlong(part, axis, entriesOf(keepOf(group, planned), group.channels, slot.repeat))
          : await carryInputs(part, slot, carry, products),
      );
    }
    const size = weight.shape[axis] ?? 0;
    if (size > end) parts.push(rangeAlong(weight, axis, end, size));
    return joinAlong(parts, axis);
  }

  return {
    add: (group, carry) => void carries.set(group, carry),
    async into(weight) {
      if (!(slotsOf.get(weight) ?? []).some(({ group }) => carries.has(group))) return undefined;
      const known = made.get(weight) ?? (await carryInto(weight));
      made.set(weight, known);
      return known;
    },
    weights: () =>
      [...slotsOf].flatMap(([weight, slots]) => (slots.some(({ group }) => carries.has(group)) ? [weight] : [])),
  };
}

/** The entries that kept channels take on an axis; of a group that nobody planned all. */
function entriesOf(keep: readonly number[] | undefined, channels: number, repeat: number): number[] {
  const kept = keep ?? Array.from({ length: channels }, (_, channel) => channel);
  return kept.flatMap((channel) => Array.from({ length: repeat }, (_, index) => channel * repeat + index));
}

function rangeAlong(tensor: FloatTensor, axis: number, start: number, end: number): FloatTensor {
  if (start === 0 && end === tensor.shape[axis]) return tensor;
  return selectAlong(
    tensor,
    axis,
    Array.from({ length: end - start }, (_, index) => start + index),
  );
}

function joinAlong(parts: readonly FloatTensor[], axis: number): FloatTensor {
  const [first, another] = parts;
  if (first !== undefined && another === undefined) return first;
  const shape = first?.shape ?? [];
  const total = parts.reduce((sum, part) => sum + (part.shape[axis] ?? 0), 0);
  const joined = zeros(shape.map((size, index) => (index === axis ? total : size)));
  const outer = shape.slice(0, axis).reduce((product, size) => product * size, 1);
  for (let block = 0, end = 0; block < outer; block++) {
    for (const { data } of parts) {
      const run = data.length / outer;
      joined.data.set(data.subarray(block * run, (block + 1) * run), end);
      end += run;
    }
  }
  return joined;
}
