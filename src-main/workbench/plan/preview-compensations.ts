import type { PreviewedCompensation } from '../../../src-shared/plan-preview.ts';
import type { CompensateRecipe, SketchRecipe } from '../../../src-shared/recipe.ts';
import type { Certificate, PlannedLayer } from '../../../src-shared/result.ts';
import { createMatrixProducts } from '../../backend/onnxruntime/matrix-products.ts';
import { sha256 } from '../../engine/durable-folder.ts';
import { variantName } from '../../../src-shared/variant-name.ts';
import { floatWeight, type Graph } from '../../graph/graph.ts';
import type { PrunableLayer } from '../../pruning/prunable-layers.ts';
import { keptInputs, removeChannels } from '../../pruning/surgery.ts';
import { compensateNetwork, isSelected } from '../../sketch/compensate-network.ts';
import type { Bench } from '../bench.ts';
import type { CertifiedLayer } from './certify-layer.ts';
import { stopWith } from '../stoppable-products.ts';

/** A pruning that is planned but not carried out. */
export interface PlannedPruning {
  readonly network: Graph;
  readonly layers: readonly PrunableLayer[];
  readonly plan: readonly PlannedLayer[];
}

/**
 * What each compensation of a recipe would keep of the information of the layers that α selects. What was found out before is not
 * computed again, layers are certified side by side, and compensations share the decomposition and the sketch of a layer.
 * @throws EspalierError `interrupted` soon after the signal aborts.
 */
export async function previewCompensations(
  bench: Bench,
  pruning: PlannedPruning,
  compensations: readonly CompensateRecipe[],
  signal: AbortSignal,
): Promise<PreviewedCompensation[]> {
  const certificates = compensations.map((): Certificate[] => []);
  const plain: [index: number, recipe: SketchRecipe][] = [];
  for (const [index, recipe] of compensations.entries()) {
    if (recipe.method !== 'sketch') continue;
    if (recipe.carry) certificates[index]?.push(...(await certifyCarried(bench, pruning, recipe, signal)));
    else plain.push([index, recipe]);
  }
  const inputs = keptInputs(pruning.layers, pruning.plan);
  const answers = pruning.plan.map(async (planned) => {
    const selected = plain.filter(([, recipe]) => isSelected(planned, recipe));
    const sketches = selected.map(([, { solver, align, scale }]) => ({ solver, align, scale }));
    const certified = await certifyLayer(bench, pruning, planned, inputs.get(planned.layer), sketches, signal);
    return selected.map(([index], position) => ({ index, certificate: certified[position] }));
  });
  // All of them, so that no thread has anything under way when this is refused.
  await Promise.allSettled(answers);
  for (const { index, certificate } of (await Promise.all(answers)).flat()) {
    if (certificate !== undefined) certificates[index]?.push(certificate);
  }
  return compensations.map((_, index) => ({
    index,
    variant: variantName(compensations, index),
    certificates: certificates[index] ?? [],
  }));
}

/** The certificates of sketches of one layer. */
async function certifyLayer(
  bench: Bench,
  { network, layers }: PlannedPruning,
  { layer, keep }: PlannedLayer,
  inputs: readonly number[] | undefined,
  sketches: CertifiedLayer['sketches'],
  signal: AbortSignal,
): Promise<readonly Certificate[]> {
  if (sketches.length === 0) return [];
  const key = sha256(JSON.stringify([layer, sketches, keep, inputs]));
  return bench.certificatesOf(network).recall(key, () => {
    const weight = layers.find(({ name }) => name === layer)?.weight ?? '';
    const { shape, data } = floatWeight(network, weight);
    const [filters = 0, channels = 0, height = 1, width = 1] = shape;
    return bench.threads.certify(
      {
        layer,
        // A view would be sent with all that lies around it.
        weights: data.slice(),
        shape: [filters, channels, height, width],
        keptInputs: inputs ?? Array.from({ length: channels }, (_, channel) => channel),
        keptOutputs: keep,
        sketches,
      },
      signal,
    );
  });
}

/** Where the mixing is carried into the next layer, that layer's sketch depends on it, so that all of them are made. */
async function certifyCarried(
  bench: Bench,
  { network, layers, plan }: PlannedPruning,
  recipe: SketchRecipe,
  signal: AbortSignal,
): Promise<readonly Certificate[]> {
  const key = sha256(JSON.stringify([plan.map(({ keep }) => keep), recipe]));
  return bench.certificatesOf(network).recall(key, async () => {
    const pruned = removeChannels(network, layers, plan);
    const input = { original: network, pruned, layers, plan };
    const products = await createMatrixProducts();
    try {
      return (await compensateNetwork(input, recipe, stopWith(signal, products), () => undefined)).certificates;
    } finally {
      await products.release();
    }
  });
}
