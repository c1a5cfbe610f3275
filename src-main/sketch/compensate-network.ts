import type { CompensateRecipe } from '../../src-shared/recipe.ts';
import type { Certificate, PlannedLayer } from '../../src-shared/result.ts';
import { EspalierError } from '../../src-shared/errors.ts';
import { floatWeight, withWeights, type Graph } from '../graph/graph.ts';
import { floatTensor, zeros, type FloatTensor } from '../graph/tensor.ts';
import { keptInputs } from '../pruning/surgery.ts';
import type { PrunableLayer } from '../pruning/prunable-layers.ts';
import { compensateLayer } from './compensate-layer.ts';
import type { MatrixProducts } from './matrix.ts';

export interface CompensationInput {
  readonly original: Graph;
  /** The network after surgery. */
  readonly pruned: Graph;
  readonly layers: readonly PrunableLayer[];
  readonly plan: readonly PlannedLayer[];
}

/**
 * The paper's Algorithm 1: every layer with a pruning ratio above α gets, instead of its kept filters, a sketch of the
 * ORIGINAL layer's filters, input channels restricted to those the previous layer keeps. Unaligned sketches
 * correspond to no kept channel, so their batch normalisation is reset; aligned ones keep the kept channels'.
 */
export async function compensateNetwork(
  { original, pruned, layers, plan }: CompensationInput,
  recipe: CompensateRecipe,
  products: MatrixProducts,
  onCertificate: (certificate: Certificate) => void,
): Promise<{ network: Graph; certificates: Certificate[] }> {
  const inputs = keptInputs(layers, plan);
  const changed: [string, FloatTensor][] = [];
  const certificates: Certificate[] = [];
  for (const { layer: name, keep, originalChannels } of plan) {
    if (1 - keep.length / originalChannels <= recipe.alpha || keep.length === originalChannels) continue;
    const layer = layers.find((one) => one.name === name);
    if (layer === undefined) throw new EspalierError('internal', `the plan names an unknown layer "${name}"`);
    const { data, shape } = floatWeight(original, layer.weight);
    const [filters = 0, channels = 0, height = 0, width = 0] = shape;
    const { weights, certificate } = await compensateLayer(
      {
        layer: name,
        weights: data,
        shape: [filters, channels, height, width],
        keptInputs: inputs.get(name) ?? Array.from({ length: channels }, (_, channel) => channel),
        keptOutputs: [...keep],
        solver: recipe.solver,
        align: recipe.align,
        scale: recipe.scale,
      },
      products,
    );
    changed.push([layer.weight, floatTensor(floatWeight(pruned, layer.weight).shape, weights)]);
    if (recipe.align === 'none') changed.push(...resetBatchNorm(layer, keep.length));
    certificates.push(certificate);
    onCertificate(certificate);
  }
  return { network: withWeights(pruned, changed), certificates };
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
