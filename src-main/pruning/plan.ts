import { EspalierError } from '../../src-shared/errors.ts';
import type { PruneRecipe } from '../../src-shared/recipe.ts';
import type { PlannedLayer } from '../../src-shared/result.ts';
import { measureCost } from '../evaluation/cost.ts';
import type { Graph } from '../graph/graph.ts';
import { scoreFilters } from './criteria.ts';
import { keepAll, keepBest } from './keep.ts';
import { measurePlannedCost } from './planned-cost.ts';
import { surveyLayers, type PrunableLayer } from './prunable-layers.ts';

interface ScoredLayer {
  readonly layer: PrunableLayer;
  readonly scores: Float64Array;
}

/**
 * Decides which channels every prunable layer keeps. Layers named in `exclude`, or not named in a map of `layers`, keep all.
 * `score` rates filters, for whoever keeps scores to plan again.
 * @throws EspalierError `bad-recipe` for a layer name the network does not have, or a target out of reach.
 */
export function planPruning(
  graph: Graph,
  recipe: PruneRecipe,
  seed: number,
  score: typeof scoreFilters = scoreFilters,
): PlannedLayer[] {
  const { prunable: layers, unprunable } = surveyLayers(graph);
  if (layers.length === 0) {
    const [first] = unprunable;
    const reason = first === undefined ? 'it has no convolution' : `"${first.name}": ${first.reason}`;
    throw new EspalierError('bad-network', `"${graph.name}" has no layer that can be pruned (${reason})`);
  }
  checkNames('exclude', recipe.exclude, [...layers, ...unprunable]);
  const ratios = recipe.layers;
  if (ratios !== undefined) checkNames('layers', Object.keys(ratios), layers);
  const scored = layers
    .filter(({ name }) => !recipe.exclude.includes(name) && (ratios === undefined || Object.hasOwn(ratios, name)))
    .map((layer) => ({ layer, scores: score(graph, layer, recipe.criterion, seed) }));
  const complete = (planned: readonly PlannedLayer[]): PlannedLayer[] =>
    layers.map((layer) => planned.find((one) => one.layer === layer.name) ?? keepAll(layer));

  if (ratios !== undefined) {
    return complete(scored.map(({ layer, scores }) => keepShare(layer, scores, ratios[layer.name] ?? 0, recipe)));
  }
  const planAt = (ratio: number): PlannedLayer[] =>
    complete(recipe.scope === 'global' ? planGlobally(scored, ratio, recipe) : planUniformly(scored, ratio, recipe));
  if (recipe.ratio !== undefined) return planAt(recipe.ratio);
  return searchTarget(graph, layers, recipe, planAt);
}

function planUniformly(scored: readonly ScoredLayer[], ratio: number, recipe: PruneRecipe): PlannedLayer[] {
  return scored.map(({ layer, scores }) => keepShare(layer, scores, ratio, recipe));
}

function keepShare(layer: PrunableLayer, scores: Float64Array, ratio: number, recipe: PruneRecipe): PlannedLayer {
  return keepBest(layer, scores, Math.round(layer.channels * (1 - ratio)), recipe);
}

/**
 * One ranking over all layers: the share `ratio` of all channels with the lowest scores goes (Network Slimming's
 * threshold). Scores of other criteria than bn-scale are divided by their layer's mean, since filters differ in length.
 */
function planGlobally(scored: readonly ScoredLayer[], ratio: number, recipe: PruneRecipe): PlannedLayer[] {
  const comparable = scored.map(({ layer, scores }) => {
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    const unit = recipe.criterion === 'bn-scale' || mean === 0 ? 1 : mean;
    return { layer, scores: scores.map((score) => score / unit) };
  });
  const ranked = comparable
    .flatMap(({ scores }, index) => Array.from(scores, (score, channel) => ({ index, channel, score })))
    .sort((a, b) => a.score - b.score || a.index - b.index || b.channel - a.channel);
  const removed = new Array<number>(comparable.length).fill(0);
  const lowest = ranked.slice(0, Math.floor(ranked.length * ratio));
  for (const { index } of lowest) removed[index] = (removed[index] ?? 0) + 1;
  return comparable.map(({ layer, scores }, index) =>
    keepBest(layer, scores, layer.channels - (removed[index] ?? 0), recipe),
  );
}

/** The largest network with at most the target share of the base's parameters or MACs, by bisection of the ratio. */
function searchTarget(
  graph: Graph,
  layers: readonly PrunableLayer[],
  recipe: PruneRecipe,
  planAt: (ratio: number) => PlannedLayer[],
): PlannedLayer[] {
  const target = recipe.target ?? { parameters: 1 };
  const measure = 'parameters' in target ? ('parameters' as const) : ('macs' as const);
  const share = 'parameters' in target ? target.parameters : target.macs;
  const base = measureCost(graph)[measure];
  const shareAt = (plan: readonly PlannedLayer[]): number => measurePlannedCost(graph, layers, plan)[measure] / base;
  let tooLittle = 0;
  let enough = 0.999;
  let best = planAt(enough);
  const smallest = shareAt(best);
  if (smallest > share) {
    throw new EspalierError(
      'bad-recipe',
      `"prune.target": ${share} of the ${measure} is out of reach; with "minChannels" ${recipe.minChannels} the smallest network has ${smallest.toFixed(3)}`,
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

function checkNames(key: string, names: readonly string[], layers: readonly { readonly name: string }[]): void {
  const known = layers.map((layer) => layer.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new EspalierError(
      'bad-recipe',
      `"prune.${key}" names ${unknown.map((name) => `"${name}"`).join(', ')}; the layers to choose from are ${known.join(', ')}`,
    );
  }
}
