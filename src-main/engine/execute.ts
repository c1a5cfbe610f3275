import { seedsOf } from '../../src-shared/recipe.ts';
import type { RunResult } from '../../src-shared/result.ts';
import { measureOf } from '../evaluation/evaluate-network.ts';
import { describeDataset } from './describe-dataset.ts';
import { describeEnvironment } from './environment.ts';
import { executeSeed } from './execute-seed.ts';
import { measureNetworks } from './measure-networks.ts';
import { startingNetwork } from './prepare.ts';
import { note, type RunContext } from './run-context.ts';
import { joinSeeds, largestMaskedDifference, summariseSeed } from './seed-summary.ts';

export interface RunIdentity {
  readonly recipeHash: string;
  /** Where exports go. */
  readonly folder: string;
}

/**
 * Carries out a recipe, given the context of its first seed: all stages of a seed, then the next seed's, whose networks are let go at once;
 * in the end the first seed's networks are timed and exported.
 */
export async function executeRecipe(context: RunContext, identity: RunIdentity): Promise<RunResult> {
  const started = performance.now();
  const { recipe, dataset } = context;
  for (const message of dataset.notes ?? []) note(context, 'warning', message);
  for (const message of context.networkNotes ?? []) note(context, 'info', message);
  const first = await executeSeed(context);
  const summaries = [summariseSeed(first)];
  for (const seed of seedsOf(recipe).slice(1)) {
    summaries.push(
      summariseSeed(await executeSeed({ ...context, seed, network: await startingNetwork(context, seed) })),
    );
  }
  const { networks, layerLatency } = await measureNetworks(context, identity.folder, first.variants);
  return {
    runId: context.runId,
    name: recipe.name,
    recipe,
    recipeHash: identity.recipeHash,
    environment: await describeEnvironment(context.backend),
    dataset: describeDataset(dataset),
    measure: measureOf(dataset, recipe.evaluate),
    initialNetworkHash: first.initialHash,
    plan: first.plan,
    maskedDifference: largestMaskedDifference(summaries),
    variants: networks.map((network) => joinSeeds(network, summaries)),
    layerLatency,
    epochs: summaries.flatMap(({ epochs }) => epochs),
    notes: context.notes,
    seconds: (performance.now() - started) / 1000,
  };
}
