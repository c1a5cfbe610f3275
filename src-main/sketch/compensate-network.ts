import type { CompensateRecipe, SketchRecipe } from '../../src-shared/recipe.ts';
import type { Certificate, PlannedLayer } from '../../src-shared/result.ts';
import { EspalierError } from '../../src-shared/errors.ts';
import { floatWeight, withWeights, type Graph } from '../graph/graph.ts';
import { floatTensor, zeros, type FloatTensor } from '../graph/tensor.ts';
import { keptInputs, selectAlong } from '../pruning/surgery.ts';
import type { PrunableLayer } from '../pruning/prunable-layers.ts';
import { carryInputs, carryThroughBatchNorm, findCarry, findKeptCarry } from './carry.ts';
import { compensateLayer, restrictInputs } from './compensate-layer.ts';
import { identityMatrix, selectRows, type DenseMatrix, type MatrixProducts } from './matrix.ts';

/** The compensations that look at weights alone. */
export type WeightCompensation = Exclude<CompensateRecipe, { method: 'refit' }>;

export interface CompensationInput {
  readonly original: Graph;
  /** The network after surgery. */
  readonly pruned: Graph;
  readonly layers: readonly PrunableLayer[];
  readonly plan: readonly PlannedLayer[];
}

export interface CompensatedNetwork {
  readonly network: Graph;
  readonly certificates: Certificate[];
  /** By sketched layer: the new filters are this matrix times the original ones. */
  readonly mixings: ReadonlyMap<string, DenseMatrix>;
}

/**
 * The paper's Algorithm 1 and its relatives that need no data. `sketch`: every layer with a pruning ratio above α gets,
 * instead of its kept filters, a sketch of the ORIGINAL layer's filters over the inputs that are left. Unaligned sketches
 * correspond to no kept channel, so their batch normalisation is reset; aligned ones keep the kept channels'. With
 * `carry` the next layer's inputs are mixed to suit, instead of sliced. `merge`: filters stay the kept ones, and the next
 * layer's inputs take on what the removed ones did as far as the kept ones can stand in for them (the idea of Neuron
 * Merging, arXiv 2010.13160, with least squares in place of its one-to-one assignment).
 */
export async function compensateNetwork(
  { original, pruned, layers, plan }: CompensationInput,
  recipe: WeightCompensation,
  products: MatrixProducts,
  onCertificate: (certificate: Certificate) => void,
): Promise<CompensatedNetwork> {
  const inputs = keptInputs(layers, plan);
  /** Original weights over the new channels of the layer before. */
  const carried = new Map<string, FloatTensor>();
  const changed = new Map<string, FloatTensor>();
  const mixings = new Map<string, DenseMatrix>();
  const certificates: Certificate[] = [];
  for (const { layer: name, keep, originalChannels } of plan) {
    const layer = layers.find((one) => one.name === name);
    if (layer === undefined) throw new EspalierError('internal', `the plan names an unknown layer "${name}"`);
    const weight = carried.get(layer.weight) ?? floatWeight(original, layer.weight);
    const [filters = 0, channels = 0, height = 0, width = 0] = weight.shape;
    const keptChannels = carried.has(layer.weight) ? undefined : inputs.get(name);
    const given = {
      layer: name,
      weights: weight.data,
      shape: [filters, channels, height, width],
      keptInputs: keptChannels ?? Array.from({ length: channels }, (_, channel) => channel),
      keptOutputs: keep,
    } as const;
    if (carried.has(layer.weight)) changed.set(layer.weight, selectAlong(weight, 0, keep));
    if (keep.length === originalChannels) continue;

    if (recipe.method === 'merge') {
      const rows = restrictInputs(given);
      const mixing = selectRows(identityMatrix(filters), keep);
      const carry = await findKeptCarry(rows, keep, products);
      await carryOver(carryThroughBatchNorm(carry, mixing, original, pruned, layer), layer);
      continue;
    }
    if (!isSelected({ keep, originalChannels }, recipe)) continue;
    const { solver, align, scale } = recipe;
    const sketched = await compensateLayer({ ...given, solver, align, scale }, products);
    const { mixing, certificate } = sketched;
    changed.set(
      layer.weight,
      floatTensor([keep.length, ...floatWeight(pruned, layer.weight).shape.slice(1)], sketched.weights),
    );
    const reset = align === 'none' ? resetBatchNorm(layer, keep.length) : [];
    for (const [key, tensor] of reset) changed.set(key, tensor);
    if (recipe.carry) {
      const carry = await findCarry(sketched.originals, sketched.rows, products);
      await carryOver(carryThroughBatchNorm(carry, mixing, original, withWeights(pruned, reset), layer), layer);
    }
    mixings.set(name, mixing);
    certificates.push(certificate);
    onCertificate(certificate);
  }
  return { network: withWeights(pruned, changed), certificates, mixings };

  async function carryOver(carry: DenseMatrix, { readers }: PrunableLayer): Promise<void> {
    for (const reader of readers) {
      const weight = await carryInputs(floatWeight(original, reader.weight), reader, carry, products);
      carried.set(reader.weight, weight);
      changed.set(reader.weight, weight);
    }
  }
}

/** Whether α selects a layer: whether its pruning ratio is above it. */
export function isSelected(
  { keep, originalChannels }: Pick<PlannedLayer, 'keep' | 'originalChannels'>,
  { alpha }: SketchRecipe,
): boolean {
  return keep.length < originalChannels && 1 - keep.length / originalChannels > alpha;
}

function resetBatchNorm(layer: PrunableLayer, channels: number): [string, FloatTensor][] {
  const [, scale, bias, mean, variance] = layer.batchNorm?.inputs ?? [];
  const ones = floatTensor([channels], new Float32Array(channels).fill(1));
  return [
    [scale, ones],
    [bias, zeros([channels])],
    [mean, zeros([channels])],
    [variance, ones],
  ].flatMap(([name, tensor]) => (typeof name === 'string' && typeof tensor === 'object' ? [[name, tensor]] : []));
}
