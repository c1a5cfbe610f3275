import { EspalierError } from '../../src-shared/errors.ts';
import { hasWeights } from '../../src-shared/network-files.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import type { Dataset } from '../data/dataset.ts';
import { shapeOf } from '../data/dataset-shape.ts';
import { loadDataset } from '../data/load-dataset.ts';
import type { Graph } from '../graph/graph.ts';
import { planPruning } from '../pruning/plan.ts';
import { encodeTensorflowJs } from '../report/tensorflow-js/encode-tensorflow-js.ts';
import { buildNetwork } from './build-network.ts';

/** A recipe with its data set read and its network built, found to fit together. */
export interface PreparedRun {
  readonly recipe: Recipe;
  readonly dataset: Dataset;
  readonly network: Graph;
  /** What a person should know of how the network was read. */
  readonly networkNotes?: readonly string[];
}

/**
 * Reads all that a recipe names and checks it as far as that is possible without training, before anything is written.
 * @throws EspalierError `bad-dataset`, `bad-network` or `bad-recipe`.
 */
export async function prepareRun(recipe: Recipe): Promise<PreparedRun> {
  const dataset = await loadDataset(recipe.dataset);
  const { network, notes: networkNotes } = await buildNetwork(recipe.network, shapeOf(dataset), recipe.seed);
  checkBatchSize(recipe, dataset);
  // Pruned, a network has the same operators.
  if (recipe.export.includes('tfjs')) encodeTensorflowJs(network, {});
  if (recipe.prune !== undefined) planPruning(network, recipe.prune, recipe.seed);
  return { recipe, dataset, network, networkNotes };
}

/** @throws EspalierError `bad-recipe` where a minibatch is larger than the train split. */
export function checkBatchSize({ train, finetune }: Recipe, dataset: Dataset): void {
  const batchSize = Math.max(train?.batchSize ?? 0, finetune?.batchSize ?? 0);
  if (batchSize > dataset.train.count) {
    throw new EspalierError(
      'bad-recipe',
      `"batchSize" ${batchSize} is more than the ${dataset.train.count} training images`,
    );
  }
}

/** The network that a seed starts from: fresh weights are drawn anew, those out of a file stay. */
export async function startingNetwork({ recipe, dataset, network }: PreparedRun, seed: number): Promise<Graph> {
  if (seed === recipe.seed || hasWeights(recipe.network)) return network;
  return (await buildNetwork(recipe.network, shapeOf(dataset), seed)).network;
}
