import { EspalierError } from '../../src-shared/errors.ts';
import type { PruneRecipe } from '../../src-shared/recipe.ts';
import type { PlannedLayer } from '../../src-shared/result.ts';
import { measureCost } from '../evaluation/cost.ts';
import type { Graph } from '../graph/graph.ts';
import type { CoupledGroup } from './coupled-groups.ts';
import { measurePlannedCost } from './planned-cost.ts';

/**
 * The largest network with at most the target share of the base's parameters or MACs, by bisection of the ratio.
 * @throws EspalierError `bad-recipe` where the smallest one is larger.
 */
export function searchTarget(
  graph: Graph,
  groups: readonly CoupledGroup[],
  recipe: PruneRecipe,
  planAt: (ratio: number) => PlannedLayer[],
): PlannedLayer[] {
  const target = recipe.target ?? { parameters: 1 };
  const measure = 'parameters' in target ? ('parameters' as const) : ('macs' as const);
  const share = 'parameters' in target ? target.parameters : target.macs;
  const base = measureCost(graph)[measure];
  const shareAt = (plan: readonly PlannedLayer[]): number => measurePlannedCost(graph, groups, plan)[measure] / base;
  let tooLittle = 0;
  let enough = 0.999;
  let best = planAt(enough);
  const smallest = shareAt(best);
  if (smallest > share) {
    const shortcut = recipe.shortcut === undefined ? '' : ` and "shortcut" ${recipe.shortcut}`;
    throw new EspalierError(
      'bad-recipe',
      `"prune.target": ${share} of the ${measure} is out of reach; with "minChannels" ${recipe.minChannels}${shortcut} the smallest network has ${smallest.toFixed(3)}`,
    );
  }
  for (let round = 0; round < 14; round++) {
    const middle = (tooLittle + enough) / 2;
    const plan = planAt(middle);
    if (shareAt(plan) <= share) {
      enough = middle;
      best = plan;
    } else {
      tooLittle = middle;
    }
  }
  return best;
}
