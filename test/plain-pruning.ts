import type { PruneRecipe } from '../src-shared/recipe.ts';

/** L1, each layer for itself, nothing special: what is left to say is how much. */
export const PLAIN_PRUNING: PruneRecipe = {
  criterion: 'l1',
  scope: 'uniform',
  exclude: [],
  minChannels: 1,
  roundTo: 1,
  absorbBias: false,
};
