import type { CompensateRecipe, SketchRecipe } from '../../../src-shared/recipe.ts';
import { createMatrixProducts } from '../../backend/onnxruntime/matrix-products.ts';
import { refitOf } from '../../engine/compensate.ts';
import { measureCost } from '../../evaluation/cost.ts';
import { floatWeight, type Graph } from '../../graph/graph.ts';
import { keptInputs } from '../../pruning/kept-entries.ts';
import { removeChannels } from '../../pruning/surgery.ts';
import type { CompensatedLayer } from '../../sketch/compensate-layer.ts';
import { createLayerThreads } from '../../sketch/layer-threads.ts';
import { countThreads } from '../../sketch/thread-pool.ts';
import { filtersOf, selectSketches } from '../../sketch/sketch-units.ts';
import type { PlannedPruning } from '../plan/preview-compensations.ts';
import { throwIfOvertaken } from '../overtaken.ts';
import { stopWith } from '../stoppable-products.ts';
import { timeSeconds } from './time-batches.ts';

/** Products of numbers in double precision that one thread does in a second, when it solves a regression. */
const SOLVER_RATE = 2e9;
/** Threads that are done sooner have spent much of the time on starting, and are asked again. */
const BRIEF_SECONDS = 1;
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
 * Seconds that a compensation takes: a sketch's by the largest layer, which is sketched as often side by side as a run would do layers, the
 * others by the square of their filters; a refit's by the products it needs, at the rate (MACs a second) at which the network is evaluated.
 * @throws EspalierError `interrupted` soon after the signal aborts.
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
      // What is carried into a layer has to be there before its own sketch begins.
      return refitted + (await probeSketches(pruning, recipe, recipe.carry ? 1 : countThreads(), signal));
    case 'merge':
      return probeSketches(pruning, MERGE_AS, 1, signal);
    case 'refit':
      return refitted;
  }
}

async function probeSketches(
  { network, groups, plan }: PlannedPruning,
  recipe: SketchRecipe,
  sideBySide: number,
  signal: AbortSignal,
): Promise<number> {
  throwIfOvertaken(signal);
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
  const effort = selected.reduce((sum, { originalChannels }) => sum + (originalChannels / largest) ** 2, 0);
  const count = Math.min(sideBySide, selected.length);
  const products = await createMatrixProducts();
  const threads = createLayerThreads(stopWith(signal, products));
  const stop = (): void => void threads.close();
  signal.addEventListener('abort', stop, { once: true });
  const sketchAll = (): Promise<CompensatedLayer[]> =>
    Promise.all(Array.from({ length: count }, () => threads.compensate({ ...given, solver, align, scale })));
  try {
    const began = performance.now();
    const slowest = Math.max(...(await sketchAll()).map(({ certificate }) => certificate.milliseconds / 1000));
    const first = (performance.now() - began) / 1000;
    const later = first < BRIEF_SECONDS ? await timeSeconds(sketchAll) : slowest;
    return first + later * Math.max(0, effort / count - 1);
  } catch (error) {
    throwIfOvertaken(signal);
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await threads.close();
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
