import { createRandom } from '../../src-shared/random.ts';
import type { PruneRecipe } from '../../src-shared/recipe.ts';
import { initialiseWeights } from '../network/initialise.ts';
import { drawChannels } from '../pruning/draw-channels.ts';
import { cutChannels, type PrunedNetwork } from './prune-stage.ts';
import { runStage, type RunContext } from './run-context.ts';
import { stageKey } from './stage-store.ts';
import type { StagedNetwork } from './training-stage.ts';

/** The control `random`: of every layer as many filters as the plan keeps, drawn by the seed. */
export async function pruneAtRandom(
  context: RunContext,
  { original, start, groups, plan }: PrunedNetwork,
  recipe: PruneRecipe,
): Promise<StagedNetwork> {
  const { seed } = context;
  return runStage(context, 'prune', 'random', () => {
    const drawn = drawChannels(groups, plan, seed);
    const network = cutChannels(original, groups, drawn, recipe);
    const key = stageKey({ kind: 'prune-random', start, recipe, seed });
    return Promise.resolve({ value: { network, key }, reused: false });
  });
}

/** The control `scratch`: the pruned architecture with fresh initial weights. */
export function startFromScratch({ seed }: RunContext, { network, key: start }: PrunedNetwork): StagedNetwork {
  return {
    network: initialiseWeights(network, createRandom(seed, 'scratch', 'weights')),
    key: stageKey({ kind: 'scratch', start, seed }),
  };
}
