import { variantNames } from '../../../src-shared/planned-stages.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import { finetuneSettings } from '../../../src-shared/training-settings.ts';

/** Checkpoints of a stage that are there at most at a time, each with weights and momenta. */
const CHECKPOINTS = 4;
const BYTES_PER_PARAMETER = 4;

/** What a recipe's networks take, by their numbers of parameters. */
export interface NetworkSizes {
  readonly base: number;
  readonly pruned: number;
}

/** Bytes on the disk at most: outcomes of all stages that keep one, exported files, and the checkpoints of the largest stage. */
export function estimateDisk(recipe: Recipe, { base, pruned }: NetworkSizes): number {
  const smaller = variantNames(recipe).slice(1);
  const tuned = finetuneSettings(recipe) === undefined ? 0 : 1;
  const outcomes = recipe.train === undefined ? 0 : base;
  const kept = smaller.length * (1 + tuned) * pruned + recipe.compensate.length * pruned;
  const exported = recipe.export.length * (base + smaller.length * pruned);
  const largest = recipe.train === undefined ? tuned * pruned : base;
  return BYTES_PER_PARAMETER * (recipe.seeds * (outcomes + kept) + exported + CHECKPOINTS * 2 * largest);
}

/** Bytes of the networks that the first seed keeps in memory until they are exported. */
export function estimateKeptNetworks(recipe: Recipe, { pruned }: NetworkSizes): number {
  return BYTES_PER_PARAMETER * variantNames(recipe).slice(1).length * pruned;
}
