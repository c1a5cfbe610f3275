import { finetuneSettings } from '../../src-shared/training-settings.ts';
import type { Certificate, EpochMetrics, PlannedLayer } from '../../src-shared/result.ts';
import { evaluateNetwork, type Evaluation } from '../evaluation/evaluate-network.ts';
import type { Graph } from '../graph/graph.ts';
import { encodeOnnx } from '../graph/onnx-writer.ts';
import { compensateStage } from './compensate-stage.ts';
import { pruneAtRandom, startFromScratch } from './controls.ts';
import { sha256 } from './durable-folder.ts';
import { pruneStage } from './prune-stage.ts';
import { recalibrateStage } from './recalibrate-stage.ts';
import { examinationOf, runStage, type RunContext } from './run-context.ts';
import { runTrainingStage, type StagedNetwork } from './training-stage.ts';
import { variantName } from '../../src-shared/variant-name.ts';

/** A finished network with what was measured on the way to it. */
export interface Variant {
  readonly name: string;
  readonly network: Graph;
  readonly before: Evaluation;
  readonly after: Evaluation;
  readonly certificates: readonly Certificate[];
  readonly epochs: readonly EpochMetrics[];
}

/** All that one seed made. */
export interface SeedRun {
  readonly seed: number;
  /** SHA-256 of the network it began with, as ONNX. */
  readonly initialHash: string;
  readonly variants: readonly Variant[];
  readonly plan: readonly PlannedLayer[];
  readonly maskedDifference: number | null;
}

/**
 * Carries out a recipe for the context's seed: train → prune → (compensate) → recalibrate → fine-tune → evaluate, the controls beside every
 * compensated network, with the same seed and budget.
 */
export async function executeSeed(context: RunContext): Promise<SeedRun> {
  const { recipe, network, seed } = context;
  const initial: StagedNetwork = { network, key: sha256(encodeOnnx(network)) };
  const trained =
    recipe.train === undefined
      ? { ...initial, epochs: [] }
      : await runTrainingStage(context, 'train', 'base', initial, recipe.train);
  const accuracy = await evaluateStage(context, 'base', trained.network);
  const base: Variant = {
    name: 'base',
    network: trained.network,
    before: accuracy,
    after: accuracy,
    certificates: [],
    epochs: trained.epochs,
  };
  const { prune, controls, compensate } = recipe;
  const initialHash = initial.key;
  if (prune === undefined) return { seed, initialHash, variants: [base], plan: [], maskedDifference: null };
  const pruned = await pruneStage(context, trained, prune);
  const variants = [base];
  const finish = async (name: string, staged: StagedNetwork, certificates: readonly Certificate[] = []) => {
    variants.push(await finishVariant(context, name, staged, certificates));
  };
  if (controls.includes('uncompensated') || compensate.length === 0) await finish('pruned', pruned);
  if (controls.includes('random')) await finish('random', await pruneAtRandom(context, pruned, prune));
  if (controls.includes('scratch')) await finish('scratch', startFromScratch(context, pruned));
  for (const [index, compensation] of compensate.entries()) {
    const name = variantName(compensate, index);
    const { staged, certificates } = await compensateStage(context, name, pruned, compensation);
    await finish(name, staged, certificates);
  }
  return { seed, initialHash, variants, plan: pruned.plan, maskedDifference: pruned.maskedDifference };
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
  const after = await evaluateNetwork(network, examinationOf(context));
  return { name, network, before, after, certificates, epochs };
}

async function evaluateStage(context: RunContext, variant: string, network: Graph): Promise<Evaluation> {
  return runStage(context, 'evaluate', variant, async () => {
    return { value: await evaluateNetwork(network, examinationOf(context)), reused: false };
  });
}
