import type { PruneRecipe } from '../../src-shared/recipe.ts';
import type { PlannedLayer } from '../../src-shared/result.ts';
import { compareOutputs } from '../evaluation/compare-outputs.ts';
import { measureCost } from '../evaluation/cost.ts';
import type { Graph } from '../graph/graph.ts';
import { absorbBias } from '../pruning/absorb-bias.ts';
import { planPruning } from '../pruning/plan.ts';
import { surveyLayers, type PrunableLayer } from '../pruning/prunable-layers.ts';
import { maskChannels, removeChannels } from '../pruning/surgery.ts';
import { formatInteger } from '../report/format.ts';
import { note, runStage, type RunContext } from './run-context.ts';
import { stageKey } from './stage-store.ts';
import type { StagedNetwork } from './training-stage.ts';

export interface PrunedNetwork extends StagedNetwork {
  readonly original: Graph;
  readonly layers: readonly PrunableLayer[];
  readonly plan: readonly PlannedLayer[];
  /** Largest absolute difference to the masked original on test images. */
  readonly maskedDifference: number;
}

/** Plans and removes channels, and proves that the smaller network computes what the masked original does. */
export async function pruneStage(
  context: RunContext,
  trained: StagedNetwork,
  recipe: PruneRecipe,
): Promise<PrunedNetwork> {
  const { backend, loader } = context;
  return runStage(context, 'prune', 'pruned', async () => {
    const original = trained.network;
    const { prunable: layers, unprunable } = surveyLayers(original);
    for (const { name, reason } of unprunable) note(context, 'warning', `layer "${name}" is not pruned: ${reason}`);
    const plan = planPruning(original, recipe, context.recipe.seed);
    context.emit({ event: 'plan', layers: plan });
    for (const { layer, note: reason } of plan) {
      if (reason !== undefined) note(context, 'warning', `layer "${layer}" ${reason}`);
    }
    const removed = removeChannels(original, layers, plan);
    const maskedDifference = await compareOutputs(removed, maskChannels(original, layers, plan), backend, loader);
    note(
      context,
      'info',
      `the pruned network equals the masked original: max abs difference of outputs ${maskedDifference.toExponential(1)}`,
    );
    const [before, after] = [original, removed].map((graph) => formatInteger(measureCost(graph).parameters));
    note(context, 'info', `parameters ${before} → ${after}`);
    const network = recipe.absorbBias ? removeChannels(absorbBias(original, layers, plan), layers, plan) : removed;
    const key = stageKey({ kind: 'prune', start: trained.key, recipe, seed: context.recipe.seed });
    return { value: { network, key, original, layers, plan, maskedDifference }, reused: false };
  });
}
