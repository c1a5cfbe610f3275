import { readFile } from 'node:fs/promises';
import { EspalierError } from '../../src-shared/errors.ts';
import type { NetworkRecipe, Recipe } from '../../src-shared/recipe.ts';
import type { Dataset } from '../data/dataset.ts';
import { loadDataset } from '../data/load-dataset.ts';
import { readClassifier } from '../graph/classifier.ts';
import { decodeOnnx } from '../graph/onnx-reader.ts';
import { withBatchSize, type Graph } from '../graph/graph.ts';
import { buildVgg16, convolutionFilters, vgg16Filters } from '../network/vgg16.ts';
import { readVgg16, type LoadedNetwork } from '../network/weights/load-vgg16.ts';
import { planPruning } from '../pruning/plan.ts';
import { encodeTensorflowJs } from '../report/tensorflow-js/encode-tensorflow-js.ts';

/** Four poolings halve the sides, and one pixel has to be left. */
const SMALLEST_VGG16_IMAGE = 16;

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
  const { network, notes: networkNotes } = await buildNetwork(recipe, dataset);
  const { channels, height, width, classes } = readClassifier(network);
  if (channels !== dataset.channels || height !== dataset.height || width !== dataset.width) {
    throw new EspalierError(
      'bad-network',
      `the network takes ${channels}×${height}×${width} images; "${dataset.name}" has ${dataset.channels}×${dataset.height}×${dataset.width}`,
    );
  }
  if (classes !== dataset.classes.length) {
    throw new EspalierError(
      'bad-network',
      `the network tells ${classes} classes apart; "${dataset.name}" has ${dataset.classes.length}`,
    );
  }
  const batchSize = Math.max(recipe.train?.batchSize ?? 0, recipe.finetune?.batchSize ?? 0);
  if (batchSize > dataset.train.count) {
    throw new EspalierError(
      'bad-recipe',
      `"batchSize" ${batchSize} is more than the ${dataset.train.count} training images`,
    );
  }
  // Pruned, a network has the same operators.
  if (recipe.export.includes('tfjs')) encodeTensorflowJs(network, {});
  if (recipe.prune !== undefined) planPruning(network, recipe.prune, recipe.seed);
  return { recipe, dataset, network, networkNotes };
}

/** The network that a seed starts from: a built-in one draws its weights anew, one out of a file keeps those it came with. */
export function startingNetwork({ recipe, dataset, network }: PreparedRun, seed: number): Graph {
  switch (recipe.network.kind) {
    case 'vgg16':
      return recipe.network.weights === undefined ? vgg16For(dataset, recipe.network.width, seed) : network;
    case 'onnx':
      return network;
  }
}

async function buildNetwork({ network, seed }: Recipe, dataset: Dataset): Promise<LoadedNetwork> {
  switch (network.kind) {
    case 'vgg16':
      return network.weights === undefined
        ? { network: vgg16For(dataset, network.width, seed), notes: [] }
        : vgg16Of({ ...network, weights: network.weights }, dataset);
    case 'onnx':
      // Exporters often fix the batch at the size of their example.
      return { network: withBatchSize(decodeOnnx(await readNetworkFile(network.path), network.path), 'N'), notes: [] };
  }
}

type Vgg16Recipe = Extract<NetworkRecipe, { kind: 'vgg16' }>;

/** A VGG16 out of a file. A width other than the usual is checked: the file says how wide the network is. */
async function vgg16Of(
  { weights, width }: Vgg16Recipe & { readonly weights: string },
  dataset: Dataset,
): Promise<LoadedNetwork> {
  const { network, notes } = await readVgg16(weights, vgg16Side(dataset));
  const filters = convolutionFilters(network);
  if (width !== 1 && filters.some((count, index) => count !== vgg16Filters(width)[index])) {
    throw new EspalierError(
      'bad-network',
      `${weights} has layers of ${filters.join(', ')} filters, which is not "width" ${width}: leave "width" out`,
    );
  }
  return { network, notes };
}

function vgg16For(dataset: Dataset, width: number, seed: number): Graph {
  return buildVgg16({ classes: dataset.classes.length, width, seed, imageSize: vgg16Side(dataset) });
}

/** The side of a data set's square images. @throws EspalierError `bad-network` where vgg16 can't take them. */
function vgg16Side({ name, height, width: imageWidth }: Dataset): number {
  if (height !== imageWidth || height < SMALLEST_VGG16_IMAGE) {
    throw new EspalierError(
      'bad-network',
      `vgg16 takes square images from ${SMALLEST_VGG16_IMAGE}×${SMALLEST_VGG16_IMAGE} on, and is made for 32×32; "${name}" has ${height}×${imageWidth}: give an image folder "size": 32`,
    );
  }
  return height;
}

async function readNetworkFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new EspalierError('bad-network', `can't read the network ${path}: is it there, and a file?`, { cause });
  }
}
