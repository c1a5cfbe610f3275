import type { BudgetEstimate } from '../../../src-shared/budget.ts';
import type { Recipe, TrainingSettings } from '../../../src-shared/recipe.ts';
import { finetuneSettings } from '../../../src-shared/training-settings.ts';
import type { Dataset } from '../../data/dataset.ts';
import { estimateEvaluation } from '../../evaluation/evaluation-memory.ts';
import type { Graph } from '../../graph/graph.ts';
import { findFittingParts } from '../../training/fitting-parts.ts';
import { estimateTraining } from '../../training/training-memory.ts';

/** An engine process with nothing to do, its thread that makes batches, and what JavaScript hasn't freed yet. */
const ENGINE_BYTES = 256 * 2 ** 20;

/** The memory of a recipe's largest training on the CPU, and what would fit into `free` bytes where it doesn't. */
export async function estimateLargestTraining(
  recipe: Recipe,
  networks: { readonly base: Graph; readonly pruned: Graph },
  dataset: Dataset,
  free: number,
): Promise<Pick<BudgetEstimate, 'memoryBytes' | 'fittingParts'>> {
  const trainings = [
    { network: networks.base, settings: recipe.train },
    { network: networks.pruned, settings: finetuneSettings(recipe) },
  ];
  let largest: Pick<BudgetEstimate, 'memoryBytes' | 'fittingParts'> = { memoryBytes: 0, fittingParts: null };
  for (const { network, settings } of trainings) {
    const memoryBytes = await estimateMemory(network, settings, dataset);
    if (memoryBytes <= largest.memoryBytes) continue;
    const isTooLarge = settings !== undefined && memoryBytes > free;
    const rest = free - (await estimateMemory(network, undefined, dataset));
    largest = { memoryBytes, fittingParts: isTooLarge ? await findFittingParts(network, settings, rest) : null };
  }
  return largest;
}

/** The most memory that an engine process takes that trains a network on the CPU and tests it after each epoch: in bytes. */
export async function estimateMemory(
  network: Graph,
  settings: TrainingSettings | undefined,
  dataset: Dataset,
): Promise<number> {
  const weights = [...network.weights.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
  const training = settings === undefined ? 0 : await estimateTraining(network, settings);
  return ENGINE_BYTES + weights + bytesOfImages(dataset) + training + (await estimateEvaluation(network, dataset));
}

/** Of the images that are kept in memory. */
function bytesOfImages(dataset: Dataset): number {
  if (dataset.task === 'classification') return dataset.train.images.byteLength + dataset.test.images.byteLength;
  return [...dataset.train.scenes, ...dataset.test.scenes].reduce(
    (sum, { source }) => sum + (source.kind === 'pixels' ? source.pixels.byteLength : 0),
    0,
  );
}
