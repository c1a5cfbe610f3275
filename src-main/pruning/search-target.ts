import { EspalierError } from '../../src-shared/errors.ts';
import type { PruneRecipe } from '../../src-shared/recipe.ts';
import type { PlannedLayer } from '../../src-shared/result.ts';
import { measureCost } from '../evaluation/cost.ts';
import type { Graph } from '../graph/graph.ts';
import type { CoupledGroup } from './coupled-groups.ts';
import { measurePlannedCost } from './planned-cost.ts';

/** How plans come about. */
export interface PlanSearch {
  /** How many channels each layer wants to keep where this share of all is removed. */
  readonly wantedWithout: (removed: number) => ReadonlyMap<string, number>;
  readonly planFor: (wanted: ReadonlyMap<string, number>) => PlannedLayer[];
}

/** The share of channels that is removed at most. */
const MOST_REMOVED = 0.999;
const ROUNDS = 14;

/**
 * The largest network with at most the target share of the base's parameters or MACs, by bisection of the share that is removed; where
 * channels are counted in treads, of which a step of that share can take many at once, layer after layer then gets the next one if the
 * target allows.
 * @returns undefined where the smallest network is larger than the target.
 */
export function searchTarget(
  graph: Graph,
  groups: readonly CoupledGroup[],
  recipe: PruneRecipe,
  { wantedWithout, planFor }: PlanSearch,
): PlannedLayer[] | undefined {
  const { share, shareOf } = readTarget(graph, groups, recipe);
  const fits = (plan: readonly PlannedLayer[]): boolean => shareOf(plan) <= share;
  let tooLittle = 0;
  let enough = MOST_REMOVED;
  let best = planFor(wantedWithout(enough));
  if (!fits(best)) return undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const middle = (tooLittle + enough) / 2;
    const plan = planFor(wantedWithout(middle));
    if (fits(plan)) {
      enough = middle;
      best = plan;
    } else {
      tooLittle = middle;
    }
  }
  if (recipe.roundTo !== 'latency') return best;
  let wanted = wantedWithout(enough);
  for (const raise of wantedWithout(tooLittle)) {
    const more = new Map([...wanted, raise]);
    const plan = planFor(more);
    if (!fits(plan)) continue;
    wanted = more;
    best = plan;
  }
  return best;
}

/** @throws EspalierError `bad-recipe`, always: even the smallest network is larger than the target. */
export function refuseTarget(
  graph: Graph,
  groups: readonly CoupledGroup[],
  recipe: PruneRecipe,
  { wantedWithout, planFor }: PlanSearch,
): never {
  const { measure, share, shareOf } = readTarget(graph, groups, recipe);
  const smallest = shareOf(planFor(wantedWithout(MOST_REMOVED)));
  const shortcut = recipe.shortcut === undefined ? '' : ` and "shortcut" ${recipe.shortcut}`;
  throw new EspalierError(
    'bad-recipe',
    `"prune.target": ${share} of the ${measure} is out of reach; with "minChannels" ${recipe.minChannels}${shortcut} the smallest network has ${smallest.toFixed(3)}`,
  );
}

interface Target {
  readonly measure: 'parameters' | 'macs';
  readonly share: number;
  /** A plan's share of the base's. */
  readonly shareOf: (plan: readonly PlannedLayer[]) => number;
}

function readTarget(graph: Graph, groups: readonly CoupledGroup[], recipe: PruneRecipe): Target {
  const target = recipe.target ?? { parameters: 1 };
  const measure = 'parameters' in target ? 'parameters' : 'macs';
  const share = 'parameters' in target ? target.parameters : target.macs;
  const base = measureCost(graph)[measure];
  return { measure, share, shareOf: (plan) => measurePlannedCost(graph, groups, plan)[measure] / base };
}
