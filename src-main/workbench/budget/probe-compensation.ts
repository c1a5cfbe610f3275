import type { CompensateRecipe, SketchRecipe } from '../../../src-shared/recipe.ts';
import { createMatrixProducts } from '../../backend/onnxruntime/matrix-products.ts';
import { refitOf } from '../../engine/compensate.ts';
import { measureCost } from '../../evaluation/cost.ts';
import { floatWeight, type Graph } from '../../graph/graph.ts';
import { keptInputs } from '../../pruning/kept-entries.ts';
import { removeChannels } from '../../pruning/surgery.ts';
import { compensateLayer } from '../../sketch/compensate-layer.ts';
import { filtersOf, selectSketches } from '../../sketch/sketch-units.ts';
import type { PlannedPruning } from '../plan/preview-compensations.ts';
import { stopWith } from '../stoppable-products.ts';
import { timeSeconds } from './time-batches.ts';

/** Products of numbers in double precision that one thread does in a second, when it solves a regression. */
const SOLVER_RATE = 2e9;
/** A merge solves a regression of filters on filters, for a sketch's worth of time. */
const MERGE_AS: SketchRecipe = {
  method: 'sketch',
  alpha: 0,
  solver: 'svd',
  align: 'none',
  scale: 'none',
  carry: false,
};

/**
 * Seconds that a compensation takes: a sketch's by the largest layer, whose sketch is made, the others by the square of their filters; a
 * refit's by the products it needs, at the rate (MACs a second) at which the network is evaluated.
 */
export async function probeCompensation(
  pruning: PlannedPruning,
  recipe: CompensateRecipe,
  trainImages: number,
  macRate: number,
  signal: AbortSignal,
): Promise<number> {
  const refit = refitOf(recipe);
  const refitted = refit === undefined ? 0 : estimateRefit(pruning, Math.min(refit.images, trainImages), macRate);
  switch (recipe.method) {
    case 'sketch':
      return refitted + (await probeSketch(pruning, recipe, signal));
    case 'merge':
      return probeSketch(pruning, MERGE_AS, signal);
    case 'refit':
      return refitted;
  }
}

async function probeSketch(
  { network, groups, plan }: PlannedPruning,
  recipe: SketchRecipe,
  signal: AbortSignal,
): Promise<number> {
  const selected = selectSketches(groups, plan, recipe);
  const largest = selected.reduce((most, { originalChannels }) => Math.max(most, originalChannels), 0);
  const probed = selected.find(({ originalChannels }) => originalChannels === largest);
  if (probed === undefined) return 0;
  const inputs = keptInputs(network, groups, plan);
  const given = filtersOf(probed, ({ name, weight }) => ({
    weight: floatWeight(network, weight),
    keptInputs: inputs.get(name),
  }));
  const { solver, align, scale } = recipe;
  const products = await createMatrixProducts();
  try {
    const seconds = await timeSeconds(() =>
      compensateLayer({ ...given, solver, align, scale }, stopWith(signal, products)),
    );
    return selected.reduce((sum, { originalChannels }) => sum + seconds * (originalChannels / largest) ** 2, 0);
  } finally {
    await products.release();
  }
}

/** Every layer's inputs and outputs over the images, products of each input with each, and a regression of so many unknowns. */
function estimateRefit({ network, groups, plan }: PlannedPruning, images: number, macRate: number): number {
  const pruned = removeChannels(network, groups, plan);
  const passes = images * (measureCost(network).macs + measureCost(pruned).macs);
  return measureCost(pruned).layers.reduce((seconds, { name, outputShape }) => {
    const [outputs, inputs] = sizesOf(pruned, name);
    if (inputs === 0) return seconds;
    const positions = outputShape.slice(1).reduce((product, side) => product * side, 1);
    const products = images * positions * (2 * inputs ** 2 + inputs * outputs);
    return seconds + (passes / 2 + products) / macRate + (2 * inputs ** 3) / SOLVER_RATE;
  }, 0);
}

/** Filters of a convolution or linear layer, and the length of one; zeros of any other node. */
function sizesOf(graph: Graph, layer: string): [outputs: number, inputs: number] {
  const node = graph.nodes.find(({ name }) => name === layer);
  if (node?.operator !== 'Conv' && node?.operator !== 'Gemm') return [0, 0];
  const [outputs = 0, ...filter] = floatWeight(graph, node.inputs[1] ?? '').shape;
  return [outputs, filter.reduce((product, size) => product * size, 1)];
}
