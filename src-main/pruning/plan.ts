import { EspalierError } from '../../src-shared/errors.ts';
import type { PruneRecipe } from '../../src-shared/recipe.ts';
import type { PlannedLayer } from '../../src-shared/result.ts';
import type { Graph } from '../graph/graph.ts';
import { surveyGroups, type CoupledGroup, type GroupSurvey } from './coupled-groups.ts';
import { scoreFilters } from './criteria.ts';
import { keepAll, type Treads } from './keep.ts';
import { rankGlobally, rankLayer, unitOf, type RankedLayer } from './ranking.ts';
import { refuseTarget, searchTarget } from './search-target.ts';
import { planGroup } from './shortcut.ts';

const NO_TREADS: Treads = new Map();

/** A network's groups with what a recipe needs to know of them. */
interface Planning {
  readonly groups: readonly CoupledGroup[];
  /** The layers that choose for themselves; those without a say are not among them. */
  readonly ranked: readonly RankedLayer[];
  /** The plan for so many wanted channels of each ranked layer. */
  readonly planFor: (wanted: ReadonlyMap<string, number>) => PlannedLayer[];
}

/**
 * Decides which channels every prunable layer keeps: one entry for each, in the order of the graph's nodes; layers of a coupled
 * group keep the same. Groups with a layer named in `exclude`, or without one named in a map of `layers`, keep all.
 * `score` rates filters, for whoever keeps scores to plan again. `treads` are what a recipe that rounds to latency rounds to; where a target
 * is out of their reach, nothing is rounded.
 * @throws EspalierError `bad-recipe` for a layer name the network does not have, a criterion that can't rank any layer, or a
 * target out of reach; `bad-network` for a network without a prunable layer.
 */
export function planPruning(
  graph: Graph,
  recipe: PruneRecipe,
  seed: number,
  score: typeof scoreFilters = scoreFilters,
  treads: Treads = NO_TREADS,
): PlannedLayer[] {
  const { groups, ranked, planFor } = preparePlanning(graph, recipe, seed, score, treads);
  const { layers: ratios, ratio } = recipe;
  const wantedAt = (share: (name: string) => number): ReadonlyMap<string, number> =>
    new Map(ranked.map(({ name, channels }) => [name, Math.round(channels * (1 - share(name)))]));
  if (ratios !== undefined) return planFor(wantedAt((name) => ratios[name] ?? 0));
  const rankedGlobally = recipe.scope === 'global' ? rankGlobally(ranked, unitsOf(ranked, recipe)) : undefined;
  const wantedWithout = rankedGlobally ?? ((removed: number) => wantedAt(() => removed));
  if (ratio !== undefined) return planFor(wantedWithout(ratio));
  const search = { wantedWithout, planFor };
  const found = searchTarget(graph, groups, recipe, search);
  if (found !== undefined) return found;
  if (treads.size > 0) return planPruning(graph, recipe, seed, score);
  return refuseTarget(graph, groups, recipe, search);
}

/** The fewest channels that the limits of a recipe leave, wherever it prunes at all. @throws EspalierError as `planPruning`. */
export function planSmallest(
  graph: Graph,
  recipe: PruneRecipe,
  seed: number,
  score: typeof scoreFilters = scoreFilters,
): PlannedLayer[] {
  const { ranked, planFor } = preparePlanning(graph, recipe, seed, score, NO_TREADS);
  return planFor(new Map(ranked.map(({ name }) => [name, 0])));
}

function preparePlanning(
  graph: Graph,
  recipe: PruneRecipe,
  seed: number,
  score: typeof scoreFilters,
  treads: Treads,
): Planning {
  const survey = surveyGroups(graph);
  checkRecipe(graph, survey, recipe);
  const { groups } = survey;
  const { exclude, layers: ratios, criterion } = recipe;
  const isExcluded = ({ members }: CoupledGroup): boolean => members.some(({ name }) => exclude.includes(name));
  const named = groups
    .filter((group) => !isExcluded(group))
    .flatMap(({ members }) => members)
    .filter(({ name }) => ratios === undefined || Object.hasOwn(ratios, name));
  const rankable = criterion === 'bn-scale' ? named.filter(({ batchNorm }) => batchNorm !== undefined) : named;
  if (named.length > 0 && rankable.length === 0) {
    throw new EspalierError(
      'bad-recipe',
      `"prune.criterion" bn-scale: no layer of "${graph.name}" has batch normalisation; choose another criterion`,
    );
  }
  const ranked = new Map(
    rankable.map((member) => [member.name, rankLayer(member, score(graph, member, criterion, seed))]),
  );
  const unrankable = new Set(named.filter(({ name }) => !ranked.has(name)).map(({ name }) => name));

  const planOne = (group: CoupledGroup, wanted: ReadonlyMap<string, number>): PlannedLayer[] => {
    const { members } = group;
    const choosing = members.flatMap(({ name }) => ranked.get(name) ?? []);
    if (choosing.length > 0) return planGroup(group, choosing, wanted, recipe, treads.get(group.name));
    return members.map((member) => keepAll(member, whyWhole(member.name, group, exclude, unrankable)));
  };
  const order = inGraphOrder(graph, ({ layer }: PlannedLayer) => layer);
  return {
    groups,
    ranked: [...ranked.values()],
    planFor: (wanted) => groups.flatMap((group) => planOne(group, wanted)).sort(order),
  };
}

function whyWhole(
  layer: string,
  { members }: CoupledGroup,
  exclude: readonly string[],
  unrankable: ReadonlySet<string>,
): string | undefined {
  if (unrankable.has(layer)) return 'keeps all its channels: bn-scale has no batch normalisation to rank them by';
  const excluded = members.find(({ name }) => exclude.includes(name));
  if (excluded === undefined || exclude.includes(layer)) return undefined;
  return `keeps all its channels: they go together with those of "${excluded.name}", which is excluded`;
}

/** Scores of other criteria than bn-scale are divided by their layer's mean, since filters differ in length. */
function unitsOf(ranked: readonly RankedLayer[], { criterion }: PruneRecipe): number[] {
  return ranked.map(({ scores }) => (criterion === 'bn-scale' ? 1 : unitOf(scores)));
}

function checkRecipe(graph: Graph, { groups, locked }: GroupSurvey, { exclude, layers }: PruneRecipe): void {
  const [first] = locked;
  if (groups.length === 0) {
    const reason = first === undefined ? 'it has no convolution' : `"${first.name}": ${first.reason}`;
    throw new EspalierError('bad-network', `"${graph.name}" has no layer that can be pruned (${reason})`);
  }
  const namesOf = (of: readonly CoupledGroup[]): string[] =>
    of.flatMap(({ members }) => members.map(({ name }) => name)).sort(inGraphOrder(graph, (name) => name));
  checkNames('exclude', exclude, namesOf([...groups, ...locked]));
  if (layers !== undefined) checkNames('layers', Object.keys(layers), namesOf(groups));
}

/** Compares what belongs to layers by the place of these in the graph. */
function inGraphOrder<Item>(graph: Graph, layerOf: (item: Item) => string): (one: Item, other: Item) => number {
  const places = new Map(graph.nodes.map(({ name }, place) => [name, place]));
  const placeOf = (item: Item): number => places.get(layerOf(item)) ?? 0;
  return (one, other) => placeOf(one) - placeOf(other);
}

function checkNames(key: string, names: readonly string[], known: readonly string[]): void {
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new EspalierError(
      'bad-recipe',
      `"prune.${key}" names ${unknown.map((name) => `"${name}"`).join(', ')}; the layers to choose from are ${known.join(', ')}`,
    );
  }
}
