import type { SketchRecipe } from '../../src-shared/recipe.ts';
import type { PlannedLayer } from '../../src-shared/result.ts';
import { floatTensor, type FloatTensor } from '../graph/tensor.ts';
import type { CoupledGroup, GroupMember } from '../pruning/coupled-groups.ts';
import { filtersFirst } from '../pruning/filters-first.ts';
import { selectAlong } from '../pruning/surgery.ts';
import type { LayerToCompensate } from './compensate-layer.ts';

/** What one sketch replaces: the filters of a layer, or of all layers of a coupled group at once. */
export interface SketchUnit {
  /** The layer's name, or the group's. */
  readonly name: string;
  readonly members: readonly GroupMember[];
  readonly keep: readonly number[];
  readonly originalChannels: number;
}

/**
 * What a recipe sketches, in the order of the plan, a group where its last layer stands: all layers before have been dealt with
 * then. It is the layers pruned by more than α, and those that the plan marks.
 */
export function selectSketches(
  groups: readonly CoupledGroup[],
  plan: readonly PlannedLayer[],
  recipe: Pick<SketchRecipe, 'alpha'>,
): SketchUnit[] {
  const groupOf = new Map(groups.flatMap((group) => group.members.map(({ name }) => [name, group])));
  return plan.flatMap((planned): SketchUnit[] => {
    const { layer, keep, originalChannels, sketched } = planned;
    const group = groupOf.get(layer);
    const member = group?.members.find(({ name }) => name === layer);
    if (group === undefined || member === undefined || !isSelected(planned, recipe)) return [];
    if (sketched !== 'shared') return [{ name: layer, members: [member], keep, originalChannels }];
    if (member !== group.members.at(-1)) return [];
    return [{ name: group.name, members: group.members, keep, originalChannels }];
  });
}

/** Whether a layer is sketched: whether its pruning ratio is above α, or the plan brought it to its width by a sketch. */
function isSelected(
  { keep, originalChannels, sketched }: PlannedLayer,
  { alpha }: Pick<SketchRecipe, 'alpha'>,
): boolean {
  if (keep.length === originalChannels) return false;
  return sketched !== undefined || 1 - keep.length / originalChannels > alpha;
}

/** A layer's original weight, and the inputs that are left of it; undefined where all are. */
export interface LayerFilters {
  readonly weight: FloatTensor;
  readonly keptInputs: readonly number[] | undefined;
}

/**
 * The filters that a unit's sketch is made of. Of several layers A_1, A_2, … that is their joint matrix [A_1 | A_2 | …], whose
 * Gram matrix is the sum of theirs, as if it were a layer of 1×1 filters.
 */
export function filtersOf(
  { name, members, keep }: SketchUnit,
  weightOf: (member: GroupMember) => LayerFilters,
): Omit<LayerToCompensate, 'solver' | 'align' | 'scale'> {
  const [only, another] = members;
  if (only !== undefined && another === undefined) {
    const { weight, keptInputs } = weightOf(only);
    const { shape, data } = filtersFirst(weight, only.filterAxis);
    const [filters = 0, channels = 0, height = 1, width = 1] = shape;
    return {
      layer: name,
      weights: data,
      shape: [filters, channels, height, width],
      keptInputs: keptInputs ?? firstIntegers(channels),
      keptOutputs: keep,
    };
  }
  const parts = members.map((member) => leftFilters(member, weightOf(member)));
  const filters = parts[0]?.shape[0] ?? 0;
  const lengths = parts.map(({ data }) => data.length / filters);
  const length = lengths.reduce((sum, one) => sum + one, 0);
  const joint = new Float32Array(filters * length);
  for (let filter = 0, end = 0; filter < filters; filter++) {
    parts.forEach(({ data }, index) => {
      const own = lengths[index] ?? 0;
      joint.set(data.subarray(filter * own, (filter + 1) * own), end);
      end += own;
    });
  }
  return {
    layer: name,
    weights: joint,
    shape: [filters, length, 1, 1],
    keptInputs: firstIntegers(length),
    keptOutputs: keep,
  };
}

/** The new weights of a unit's layers out of its sketch, [kept filters, length of the joint filters]. */
export function weightsOfSketch(
  { members, keep }: SketchUnit,
  weightOf: (member: GroupMember) => LayerFilters,
  sketch: Float32Array,
): [weight: string, tensor: FloatTensor][] {
  const length = sketch.length / keep.length;
  let start = 0;
  return members.map((member) => {
    const { weight, keptInputs } = weightOf(member);
    const [, channels = 0, ...kernel] = filtersFirstShape(weight.shape, member.filterAxis);
    const shape = [keep.length, keptInputs?.length ?? channels, ...kernel];
    const own = shape.slice(1).reduce((product, size) => product * size, 1);
    const filters = new Float32Array(keep.length * own);
    for (let filter = 0; filter < keep.length; filter++) {
      const from = filter * length + start;
      filters.set(sketch.subarray(from, from + own), filter * own);
    }
    start += own;
    return [member.weight, filtersFirst(floatTensor(shape, filters), member.filterAxis)];
  });
}

function leftFilters(member: GroupMember, { weight, keptInputs }: LayerFilters): FloatTensor {
  const filters = filtersFirst(weight, member.filterAxis);
  return keptInputs === undefined ? filters : selectAlong(filters, 1, keptInputs);
}

function filtersFirstShape([first = 0, second = 0, ...kernel]: readonly number[], filterAxis: 0 | 1): number[] {
  return filterAxis === 0 ? [first, second, ...kernel] : [second, first, ...kernel];
}

function firstIntegers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
