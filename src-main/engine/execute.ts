import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finetuneSettings } from '../../src-shared/recipe.ts';
import type { Certificate, EpochMetrics, PlannedLayer, RunResult, VariantResult } from '../../src-shared/result.ts';
import { evaluateAccuracy, type Accuracy } from '../evaluation/accuracy.ts';
import { measureCost } from '../evaluation/cost.ts';
import { measureLatency } from '../evaluation/latency.ts';
import { encodeOnnx } from '../graph/onnx-writer.ts';
import type { Graph } from '../graph/graph.ts';
import { describeEnvironment } from './environment.ts';
import { exportNetwork } from './export-network.ts';
import { compensateStage } from './compensate-stage.ts';
import { pruneStage } from './prune-stage.ts';
import { recalibrateStage } from './recalibrate-stage.ts';
import { runStage, type RunContext } from './run-context.ts';
import { sha256 } from './durable-folder.ts';
import { runTrainingStage, type StagedNetwork } from './training-stage.ts';
import { variantName } from './variant-name.ts';

/** A finished network with what was measured on the way to it. */
interface Variant {
  readonly name: string;
  readonly network: Graph;
  readonly before: Accuracy;
  readonly after: Accuracy;
  readonly certificates: readonly Certificate[];
  readonly epochs: readonly EpochMetrics[];
}

export interface RunIdentity {
  readonly runId: string;
  readonly recipeHash: string;
  /** Where exports go. */
  readonly folder: string;
}

/**
 * Carries out a recipe: train → prune → (compensate) → recalibrate → fine-tune → evaluate → export, the pruned
 * network without compensation beside every compensated one, with the same seed and budget.
 */
export async function executeRecipe(context: RunContext, identity: RunIdentity): Promise<RunResult> {
  const started = performance.now();
  const { recipe, network } = context;
  const initial: StagedNetwork = { network, key: sha256(encodeOnnx(network)) };
  const trained =
    recipe.train === undefined
      ? { ...initial, epochs: [] }
      : await runTrainingStage(context, 'train', 'base', initial, recipe.train);
  const accuracy = await evaluateStage(context, 'base', trained.network);
  const variants: Variant[] = [
    {
      name: 'base',
      network: trained.network,
      before: accuracy,
      after: accuracy,
      certificates: [],
      epochs: trained.epochs,
    },
  ];
  let plan: readonly PlannedLayer[] = [];
  let maskedDifference: number | null = null;
  if (recipe.prune !== undefined) {
    const pruned = await pruneStage(context, trained, recipe.prune);
    ({ plan, maskedDifference } = pruned);
    if (recipe.compensate.length === 0 || recipe.controls.includes('uncompensated')) {
      variants.push(await finishVariant(context, 'pruned', pruned, []));
    }
    for (const [index, compensation] of recipe.compensate.entries()) {
      const name = variantName(recipe.compensate, index);
      const { staged, certificates } = await compensateStage(context, name, pruned, compensation);
      variants.push(await finishVariant(context, name, staged, certificates));
    }
  }
  const measured = await measureVariants(context, identity.folder, variants);
  const { dataset } = context;
  return {
    runId: identity.runId,
    name: recipe.name,
    recipe,
    recipeHash: identity.recipeHash,
    environment: await describeEnvironment(context.backend),
    dataset: {
      name: dataset.name,
      hash: dataset.hash,
      train: dataset.train.count,
      test: dataset.test.count,
      classes: dataset.classes,
    },
    plan,
    maskedDifference,
    variants: measured,
    epochs: variants.flatMap((variant) => variant.epochs),
    notes: context.notes,
    seconds: (performance.now() - started) / 1000,
  };
}

async function finishVariant(
  context: RunContext,
  name: string,
  staged: StagedNetwork,
  certificates: readonly Certificate[],
): Promise<Variant> {
  const recalibrated = await recalibrateStage(context, name, staged);
  const before = await evaluateStage(context, name, recalibrated.network);
  const settings = finetuneSettings(context.recipe);
  if (settings === undefined) {
    return { name, network: recalibrated.network, before, after: before, certificates, epochs: [] };
  }
  const { network, epochs } = await runTrainingStage(context, 'finetune', name, recalibrated, settings);
  const after = await evaluateAccuracy(network, context.backend, context.loader);
  return { name, network, before, after, certificates, epochs };
}

async function evaluateStage(context: RunContext, variant: string, network: Graph): Promise<Accuracy> {
  return runStage(context, 'evaluate', variant, async () => {
    return { value: await evaluateAccuracy(network, context.backend, context.loader), reused: false };
  });
}

/** Latency of all variants, alternating, and their files. */
async function measureVariants(
  context: RunContext,
  folder: string,
  variants: readonly Variant[],
): Promise<VariantResult[]> {
  return runStage(context, 'export', 'all', async () => {
    const networks = variants.map((variant) => variant.network);
    const latencies = await measureLatency(networks, context.backend);
    const exports = join(folder, 'exports');
    await mkdir(exports, { recursive: true });
    const results: VariantResult[] = [];
    for (const [index, { name, network, before, after, certificates }] of variants.entries()) {
      const { parameters, macs } = measureCost(network);
      results.push({
        name,
        parameters,
        macs,
        fileBytes: encodeOnnx(network).byteLength,
        accuracyBefore: before.accuracy,
        accuracy: after.accuracy,
        loss: after.loss,
        latency: latencies[index] ?? [],
        certificates,
        files: await exportNetwork(context, network, name, exports),
      });
    }
    return { value: results, reused: false };
  });
}
