import type { PreviewedCompensation } from '../../src-shared/plan-preview.ts';
import type { CompensateRecipe, SketchRecipe } from '../../src-shared/recipe.ts';
import type { Certificate, PlannedLayer } from '../../src-shared/result.ts';
import { createMatrixProducts } from '../backend/onnxruntime/matrix-products.ts';
import { sha256 } from '../engine/durable-folder.ts';
import { variantName } from '../../src-shared/variant-name.ts';
import { floatWeight, type Graph } from '../graph/graph.ts';
import type { PrunableLayer } from '../pruning/prunable-layers.ts';
import { keptInputs, removeChannels } from '../pruning/surgery.ts';
import { finishSketch, restrictInputs } from '../sketch/compensate-layer.ts';
import { compensateNetwork, isSelected } from '../sketch/compensate-network.ts';
import type { MatrixProducts } from '../sketch/matrix.ts';
import { findRowSpace } from '../sketch/row-space.ts';
import type { SketchedRows } from '../sketch/shrink.ts';
import { sketchRows, type Solver } from '../sketch/sketch.ts';
import { throwIfOvertaken } from './overtaken.ts';
import type { Bench } from './bench.ts';

/** A pruning that is planned but not carried out. */
export interface PlannedPruning {
  readonly network: Graph;
  readonly layers: readonly PrunableLayer[];
  readonly plan: readonly PlannedLayer[];
}

/**
 * What each compensation of a recipe would keep of the information of the layers that α selects. What was found out before is not
 * computed again, and several compensations share the decomposition and the sketch of a layer.
 * @throws EspalierError `interrupted` soon after the signal aborts.
 */
export async function previewCompensations(
  bench: Bench,
  pruning: PlannedPruning,
  compensations: readonly CompensateRecipe[],
  signal: AbortSignal,
): Promise<PreviewedCompensation[]> {
  const certificates = compensations.map((): Certificate[] => []);
  const products = await createMatrixProducts();
  try {
    const plain: [index: number, recipe: SketchRecipe][] = [];
    for (const [index, recipe] of compensations.entries()) {
      if (recipe.method !== 'sketch') continue;
      if (recipe.carry) certificates[index]?.push(...(await certifyCarried(bench, pruning, recipe, products, signal)));
      else plain.push([index, recipe]);
    }
    const inputs = keptInputs(pruning.layers, pruning.plan);
    for (const planned of pruning.plan) {
      const certify = createCertifier(bench, pruning, planned, inputs.get(planned.layer), products);
      for (const [index, recipe] of plain) {
        throwIfOvertaken(signal);
        if (isSelected(planned, recipe)) certificates[index]?.push(...(await certify(recipe)));
      }
    }
  } finally {
    await products.release();
  }
  return compensations.map((_, index) => ({
    index,
    variant: variantName(compensations, index),
    certificates: certificates[index] ?? [],
  }));
}

/** Certifies sketches of one layer. */
function createCertifier(
  bench: Bench,
  { network, layers }: PlannedPruning,
  { layer, keep }: PlannedLayer,
  inputs: readonly number[] | undefined,
  products: MatrixProducts,
): (recipe: SketchRecipe) => Promise<readonly Certificate[]> {
  const weight = layers.find(({ name }) => name === layer)?.weight ?? '';
  const { shape, data } = floatWeight(network, weight);
  const [filters = 0, channels = 0, height = 1, width = 1] = shape;
  const given = {
    layer,
    weights: data,
    shape: [filters, channels, height, width],
    keptInputs: inputs ?? Array.from({ length: channels }, (_, channel) => channel),
    keptOutputs: keep,
  } as const;
  const decompose = async () => {
    const rows = restrictInputs(given);
    return { rows, space: await findRowSpace(rows, products) };
  };
  let decomposed: ReturnType<typeof decompose> | undefined;
  const sketches = new Map<Solver, SketchedRows>();
  return ({ solver, align, scale }) => {
    const key = sha256(JSON.stringify([layer, solver, align, scale, keep, inputs]));
    return bench.certificatesOf(network).recall(key, async () => {
      const { rows, space } = await (decomposed ??= decompose());
      const sketch = sketches.get(solver) ?? (await sketchRows(space, keep.length, solver, products));
      sketches.set(solver, sketch);
      const { certificate } = await finishSketch({ ...given, solver, align, scale }, rows, space, sketch, products);
      return [certificate];
    });
  };
}

/** Where the mixing is carried into the next layer, that layer's sketch depends on it, so that all of them are made. */
async function certifyCarried(
  bench: Bench,
  { network, layers, plan }: PlannedPruning,
  recipe: SketchRecipe,
  products: MatrixProducts,
  signal: AbortSignal,
): Promise<readonly Certificate[]> {
  const key = sha256(JSON.stringify([plan.map(({ keep }) => keep), recipe]));
  return bench.certificatesOf(network).recall(key, async () => {
    const pruned = removeChannels(network, layers, plan);
    const input = { original: network, pruned, layers, plan };
    return (await compensateNetwork(input, recipe, products, () => throwIfOvertaken(signal))).certificates;
  });
}
