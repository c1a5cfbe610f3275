import type { NetworkCost, PlanPreview, PreviewedLayer } from '../../../src-shared/plan-preview.ts';
import type { PruneRecipe } from '../../../src-shared/recipe.ts';
import type { PlannedLayer } from '../../../src-shared/result.ts';
import { variantName } from '../../../src-shared/variant-name.ts';
import { measureCost, type Cost } from '../../evaluation/cost.ts';
import { countKept, keepAll } from '../../pruning/keep.ts';
import { planPruning } from '../../pruning/plan.ts';
import { measurePlannedCost } from '../../pruning/planned-cost.ts';
import { surveyLayers, type PrunableLayer } from '../../pruning/prunable-layers.ts';
import type { Bench } from '../bench.ts';
import { findBasis } from './find-basis.ts';
import { previewCompensations } from './preview-compensations.ts';
import type { TaskInput } from '../tasks.ts';

/**
 * What a recipe's pruning and compensation would do, by the weights there are before this run.
 * @throws EspalierError `bad-dataset`, `bad-network` or `bad-recipe`.
 */
export async function previewPlan(
  bench: Bench,
  { recipe, certificates, home }: TaskInput<'preview-plan'>,
  signal: AbortSignal,
): Promise<PlanPreview> {
  const started = performance.now();
  const { basis, network } = await findBasis(bench, recipe, home);
  const { prunable: layers, unprunable } = surveyLayers(network);
  const { prune, compensate } = recipe;
  const plan = prune === undefined ? layers.map(keepAll) : planPruning(network, prune, recipe.seed, bench.score);
  const before = measureCost(network);
  const after = measurePlannedCost(network, layers, plan);
  const smallest = measurePlannedCost(network, layers, prune === undefined ? plan : planSmallest(layers, prune));
  return {
    basis,
    base: totalOf(before),
    pruned: totalOf(after),
    smallest: totalOf(smallest),
    layers: layers.map((layer) => previewLayer(layer, plan, before, after)),
    unprunable: unprunable.map(({ name, channels, reason }) => ({ layer: name, channels, reason })),
    compensations: certificates
      ? await previewCompensations(bench, { network, layers, plan }, compensate, signal)
      : compensate.map((_, index) => ({ index, variant: variantName(compensate, index), certificates: [] })),
    milliseconds: performance.now() - started,
  };
}

/** The fewest channels that the guards of a recipe leave, wherever it prunes at all. */
function planSmallest(layers: readonly PrunableLayer[], prune: PruneRecipe): PlannedLayer[] {
  return layers.map((layer) => {
    const all = keepAll(layer);
    return prune.exclude.includes(layer.name)
      ? all
      : { ...all, keep: all.keep.slice(0, countKept(layer.channels, 0, prune)) };
  });
}

function previewLayer(
  { name, channels, batchNorm }: PrunableLayer,
  plan: readonly PlannedLayer[],
  before: Cost,
  after: Cost,
): PreviewedLayer {
  const planned = plan.find(({ layer }) => layer === name);
  const nodes = [name, batchNorm?.name];
  const costIn = ({ layers }: Cost): NetworkCost => {
    const own = layers.filter((layer) => nodes.includes(layer.name));
    return {
      parameters: own.reduce((sum, { parameters }) => sum + parameters, 0),
      macs: own.reduce((sum, { macs }) => sum + macs, 0),
    };
  };
  const [costBefore, costAfter] = [costIn(before), costIn(after)];
  return {
    layer: name,
    channels,
    keep: planned?.keep ?? [],
    parametersBefore: costBefore.parameters,
    parametersAfter: costAfter.parameters,
    macsBefore: costBefore.macs,
    macsAfter: costAfter.macs,
    note: planned?.note ?? null,
  };
}

function totalOf({ parameters, macs }: Cost): NetworkCost {
  return { parameters, macs };
}
