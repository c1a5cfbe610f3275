import type { CompensateRecipe, SketchRecipe } from '../../src-shared/recipe.ts';
import type { Certificate, PlannedLayer } from '../../src-shared/result.ts';
import { EspalierError } from '../../src-shared/errors.ts';
import { floatWeight, withWeights, type Graph } from '../graph/graph.ts';
import { floatTensor, zeros, type FloatTensor } from '../graph/tensor.ts';
import type { CoupledGroup, GroupMember } from '../pruning/coupled-groups.ts';
import { keptInputs } from '../pruning/kept-entries.ts';
import { selectAlong } from '../pruning/surgery.ts';
import { createCarriedInputs } from './carried-inputs.ts';
import { carryThroughBatchNorm, findCarry, findKeptCarry } from './carry.ts';
import { restrictInputs, type CompensatedLayer } from './compensate-layer.ts';
import { compensateInTurn } from './layer-compensator.ts';
import { identityMatrix, selectRows, type DenseMatrix, type MatrixProducts } from './matrix.ts';
import { filtersOf, selectSketches, weightsOfSketch, type LayerFilters, type SketchUnit } from './sketch-units.ts';

/** The compensations that look at weights alone. */
export type WeightCompensation = Exclude<CompensateRecipe, { method: 'refit' }>;

export interface CompensationInput {
  readonly original: Graph;
  /** The network after surgery. */
  readonly pruned: Graph;
  readonly groups: readonly CoupledGroup[];
  readonly plan: readonly PlannedLayer[];
}

export interface CompensatedNetwork {
  readonly network: Graph;
  readonly certificates: Certificate[];
  /** By sketched layer: the new filters are this matrix times the original ones. */
  readonly mixings: ReadonlyMap<string, DenseMatrix>;
  /** What a person should know of layers that were left out. */
  readonly notes: readonly string[];
}

/**
 * The paper's Algorithm 1 and its relatives that need no data. `sketch`: every layer with a pruning ratio above α gets,
 * instead of its kept filters, a sketch of the ORIGINAL layer's filters over the inputs that are left; so do the layers
 * whose shortcut the plan resolves by a sketch, each by itself (the paper's section 1.3) or all of a group by one mixing
 * matrix. Unaligned sketches correspond to no kept channel, so their batch normalisation is reset; aligned ones keep the
 * kept channels'. With `carry` the next layer's inputs are mixed to suit, instead of sliced. `merge`: filters stay the kept
 * ones, and the next layer's inputs take on what the removed ones did as far as the kept ones can stand in for them (the
 * idea of Neuron Merging, arXiv 2010.13160, with least squares in place of its one-to-one assignment). Where channels are
 * coupled with those of other layers, mixtures can't be carried on. Sketches that wait for nothing carried into them are all asked
 * for at once.
 */
export async function compensateNetwork(
  { original, pruned, groups, plan }: CompensationInput,
  recipe: WeightCompensation,
  products: MatrixProducts,
  onCertificate: (certificate: Certificate) => void,
  compensate = compensateInTurn(products),
): Promise<CompensatedNetwork> {
  const inputs = keptInputs(original, groups, plan);
  const carried = createCarriedInputs(original, groups, plan, products);
  const changed = new Map<string, FloatTensor>();
  const mixings = new Map<string, DenseMatrix>();
  const certificates: Certificate[] = [];
  /** What couldn't be carried on and why, with the names of the layers. */
  const leftOut = new Map<string, string[]>();
  const known = new Map(groups.flatMap((group) => group.members.map((member) => [member.name, { group, member }])));
  const sketches = recipe.method === 'sketch' ? selectSketches(groups, plan, recipe) : [];
  const sketchAt = new Map(sketches.map((unit) => [unit.members.at(-1)?.name, unit]));
  /** Of the layers met so far: their original filters over the inputs they have now. */
  const filters = new Map<string, LayerFilters>();
  const filtersOfMember = ({ name, weight }: GroupMember): LayerFilters =>
    filters.get(name) ?? { weight: floatWeight(original, weight), keptInputs: inputs.get(name) };
  const compensateUnit = (unit: SketchUnit, { solver, align, scale }: SketchRecipe): Promise<CompensatedLayer> =>
    compensate({ ...filtersOf(unit, filtersOfMember), solver, align, scale });
  const ahead = new Map<SketchUnit, Promise<CompensatedLayer>>();
  if (recipe.method === 'sketch' && !recipe.carry) {
    for (const unit of sketches) ahead.set(unit, compensateUnit(unit, recipe));
    // Whose turn comes is waited for; the others' failures are then no news.
    for (const sketched of ahead.values()) sketched.catch(() => undefined);
  }

  for (const { layer, keep, originalChannels } of plan) {
    const found = known.get(layer);
    if (found === undefined) throw new EspalierError('internal', `the plan names an unknown layer "${layer}"`);
    const { group, member } = found;
    const mixed = await carried.into(member.weight);
    if (mixed !== undefined) {
      filters.set(layer, { weight: mixed, keptInputs: undefined });
      changed.set(member.weight, selectAlong(mixed, member.filterAxis, keep));
    }
    if (keep.length === originalChannels) continue;
    const unit = sketchAt.get(layer);
    if (recipe.method === 'merge') await merge({ name: layer, members: [member], keep, originalChannels }, group);
    else if (unit !== undefined) await sketch(unit, group, recipe);
  }
  const planned = new Set(plan.map(({ layer }) => known.get(layer)?.member.weight));
  for (const weight of carried.weights().filter((name) => !planned.has(name))) {
    const mixed = await carried.into(weight);
    if (mixed !== undefined) changed.set(weight, mixed);
  }
  const notes = [...leftOut].map(([what, names]) => `${what}: ${names.map((name) => `"${name}"`).join(', ')}`);
  return { network: withWeights(pruned, changed), certificates, mixings, notes };

  async function merge(unit: SketchUnit, group: CoupledGroup): Promise<void> {
    const [member] = unit.members;
    if (member === undefined || !canCarry(unit, group, 'what removed channels did is not merged')) return;
    const rows = restrictInputs(filtersOf(unit, filtersOfMember));
    const mixing = selectRows(identityMatrix(rows.rows), unit.keep);
    const carry = await findKeptCarry(rows, unit.keep, products);
    carried.add(group, carryThroughBatchNorm(carry, mixing, original, pruned, member));
  }

  async function sketch(unit: SketchUnit, group: CoupledGroup, settings: SketchRecipe): Promise<void> {
    const sketched = await (ahead.get(unit) ?? compensateUnit(unit, settings));
    ahead.delete(unit);
    const { mixing, certificate } = sketched;
    for (const [name, tensor] of weightsOfSketch(unit, filtersOfMember, sketched.weights)) changed.set(name, tensor);
    const reset =
      settings.align === 'none' ? unit.members.flatMap((member) => resetBatchNorm(member, unit.keep.length)) : [];
    for (const [name, tensor] of reset) changed.set(name, tensor);
    for (const { name } of unit.members) mixings.set(name, mixing);
    certificates.push(certificate);
    onCertificate(certificate);
    const [member] = unit.members;
    if (member === undefined || !settings.carry) return;
    if (!canCarry(unit, group, 'sketches are not carried into the layers behind')) return;
    const carry = await findCarry(sketched.originals, sketched.rows, products);
    carried.add(group, carryThroughBatchNorm(carry, mixing, original, withWeights(pruned, reset), member));
  }

  /** Whether the layers behind read these channels as they are; notes it where they don't. */
  function canCarry({ name }: SketchUnit, group: CoupledGroup, loss: string): boolean {
    const obstacle = findObstacle(group);
    if (obstacle === undefined) return true;
    const what = `${loss} where ${obstacle}`;
    leftOut.set(what, [...(leftOut.get(what) ?? []), name]);
    return false;
  }
}

/** What keeps a mixture of a layer's channels from being carried on: others that come to the same channels. */
function findObstacle({ members, slots }: CoupledGroup): string | undefined {
  if (members.length > 1) return "channels are coupled with other layers'";
  const own = new Set(members.flatMap(({ name, batchNorm }) => [name, batchNorm?.name]));
  const isTreated = slots.some(({ role, layer }) => role === 'passes' && !own.has(layer));
  return isTreated ? 'the layer behind treats channels one by one' : undefined;
}

function resetBatchNorm({ batchNorm }: GroupMember, channels: number): [string, FloatTensor][] {
  const [, scale, bias, mean, variance] = batchNorm?.inputs ?? [];
  const ones = floatTensor([channels], new Float32Array(channels).fill(1));
  return [
    [scale, ones],
    [bias, zeros([channels])],
    [mean, zeros([channels])],
    [variance, ones],
  ].flatMap(([name, tensor]) => (typeof name === 'string' && typeof tensor === 'object' ? [[name, tensor]] : []));
}
