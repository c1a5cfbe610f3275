import type { CompensateRecipe, PruneRecipe } from '../../src-shared/recipe.ts';
import { certificateSchema } from '../../src-shared/result-schema.ts';
import type { Certificate, PlannedLayer } from '../../src-shared/result.ts';
import { z } from 'zod';
import { createMatrixProducts } from '../backend/onnxruntime/matrix-products.ts';
import { compareOutputs } from '../evaluation/compare-outputs.ts';
import { measureCost } from '../evaluation/cost.ts';
import type { Graph } from '../graph/graph.ts';
import { absorbBias } from '../pruning/absorb-bias.ts';
import { planPruning } from '../pruning/plan.ts';
import { surveyLayers, type PrunableLayer } from '../pruning/prunable-layers.ts';
import { maskChannels, removeChannels } from '../pruning/surgery.ts';
import { formatInteger } from '../report/format.ts';
import { recalibrateBatchNorm } from '../training/recalibrate.ts';
import { compensate, refitOf } from './compensate.ts';
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

/** The paper's compensation of a pruned network. */
export async function compensateStage(
  context: RunContext,
  variant: string,
  { network: pruned, key: start, original, layers, plan }: PrunedNetwork,
  recipe: CompensateRecipe,
): Promise<{ staged: StagedNetwork; certificates: readonly Certificate[] }> {
  const { backend, dataset } = context;
  const { seed } = context.recipe;
  // Weights alone decide, unless training images have a say.
  const data =
    refitOf(recipe) === undefined
      ? {}
      : { seed, dataset: dataset.hash, device: backend.device, engine: backend.engine };
  const key = stageKey({ kind: 'compensate', start, recipe, ...data });
  const recordSchema = z.strictObject({ certificates: z.array(certificateSchema) });
  return runStage(context, 'compensate', variant, async () => {
    const report = (certificate: Certificate): void => {
      context.emit({ event: 'certificate', variant, certificate });
    };
    const known = await context.stages.find(key, recordSchema);
    if (known !== undefined) {
      const { certificates } = known.record;
      certificates.forEach(report);
      return { value: { staged: { network: known.network, key }, certificates }, reused: true };
    }
    const products = await createMatrixProducts();
    try {
      const { network, certificates } = await compensate(
        { original, pruned, layers, plan },
        recipe,
        context,
        seed,
        products,
        report,
      );
      if (recipe.method === 'sketch' && certificates.length === 0) {
        note(context, 'warning', `no layer's pruning ratio is above alpha ${recipe.alpha}: nothing is compensated`);
      }
      await context.stages.save(key, network, { certificates });
      return { value: { staged: { network, key }, certificates }, reused: false };
    } finally {
      await products.release();
    }
  });
}

/** Batch-normalisation statistics anew, from training images, after surgery or compensation. */
export async function recalibrateStage(
  context: RunContext,
  variant: string,
  start: StagedNetwork,
): Promise<StagedNetwork> {
  const { backend, loader, recipe, dataset, stages } = context;
  const images = Math.min(recipe.recalibrate.images, dataset.train.count);
  const key = stageKey({
    kind: 'recalibrate',
    start: start.key,
    images,
    seed: recipe.seed,
    dataset: dataset.hash,
    device: backend.device,
    engine: backend.engine,
  });
  return runStage(context, 'recalibrate', variant, async () => {
    const known = await stages.find(key, z.strictObject({}));
    if (known !== undefined) return { value: { network: known.network, key }, reused: true };
    const network = await recalibrateBatchNorm(start.network, { backend, loader, images, seed: recipe.seed });
    await stages.save(key, network, {});
    return { value: { network, key }, reused: false };
  });
}
