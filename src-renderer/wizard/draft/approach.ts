import type { PruneRecipe } from '../../../src-shared/recipe.ts';
import { FRESH_SKETCH } from './compensations.ts';
import type { Draft } from './draft.ts';

export type Criterion = PruneRecipe['criterion'];

/** In the order they are offered. */
export const CRITERIA = ['bn-scale', 'l1', 'l2', 'geometric-median', 'random'] as const satisfies readonly Criterion[];

const SLIMMING_SPARSITY = 1e-4;

/** Takes a whole approach: the criterion with the scope and sparsity that it is known to work with. How much is removed stays as it is. The first choice brings the sketch along. */
export function chooseApproach(draft: Draft, criterion: Criterion): Draft {
  const slimming = criterion === 'bn-scale';
  const before = draft.prune;
  const scope = slimming ? 'global' : 'uniform';
  const prune: PruneRecipe =
    before === undefined
      ? { criterion, scope, ratio: 0.5, exclude: [], minChannels: 4, roundTo: 1, absorbBias: false }
      : { ...before, criterion, scope };
  const train =
    draft.train === undefined
      ? undefined
      : { ...draft.train, sparsity: slimming ? draft.train.sparsity || SLIMMING_SPARSITY : 0 };
  const compensate = before === undefined && draft.compensate.length === 0 ? [FRESH_SKETCH] : draft.compensate;
  return { ...draft, prune, train, compensate };
}
