import type { DatasetRecipe } from '../../../src-shared/dataset-recipe.ts';
import type { NetworkRecipe } from '../../../src-shared/network-recipe.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import type { Draft } from './draft.ts';

/** The recipe that a draft stands for; undefined while something that every recipe needs has not been chosen. `fallbackName`: for a draft without one of its own. */
export function draftToRecipe(draft: Draft, fallbackName: string): Recipe | undefined {
  const { dataset, network } = draft;
  if (dataset === undefined || network === undefined) return undefined;
  if (isUnplaced(dataset) || isUnplaced(network)) return undefined;
  return {
    name: draft.name ?? fallbackName,
    seed: draft.seed,
    seeds: draft.seeds,
    device: draft.device,
    dataset,
    network,
    train: draft.train,
    prune: draft.prune,
    recalibrate: draft.recalibrate,
    compensate: draft.compensate,
    finetune: draft.finetune,
    controls: draft.controls,
    ...(draft.evaluate === undefined ? {} : { evaluate: draft.evaluate }),
    export: draft.export,
  };
}

/** Whether it lies in files that have not been named yet. */
export function isUnplaced(choice: DatasetRecipe | NetworkRecipe): boolean {
  return (
    ('path' in choice && choice.path === '') ||
    ('weights' in choice && choice.weights === '') ||
    ('test' in choice && choice.test === '')
  );
}

/** What decides on the plan and the weights that it looks at, and nothing else, so that other changes ask for no new preview. */
export function previewedPart(recipe: Recipe): Recipe {
  return { ...recipe, name: 'preview', seeds: 1, finetune: undefined, controls: [], export: [] };
}
