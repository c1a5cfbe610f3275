import type { Certificate } from '../../src-shared/result.ts';
import type { DatasetRecipe } from '../../src-shared/dataset-recipe.ts';
import { hasWeights, networkFiles } from '../../src-shared/network-files.ts';
import type { NetworkRecipe } from '../../src-shared/network-recipe.ts';
import type { Dataset } from '../data/dataset.ts';
import type { DatasetShape } from '../data/dataset-shape.ts';
import { imagesBeside } from '../data/detection/list-coco.ts';
import { loadDataset } from '../data/load-dataset.ts';
import { buildNetwork } from '../engine/build-network.ts';
import type { DetectedImage } from '../evaluation/detection/select-detections.ts';
import { sha256 } from '../engine/durable-folder.ts';
import type { Graph } from '../graph/graph.ts';
import { encodeOnnx } from '../graph/onnx-writer.ts';
import type { LoadedNetwork } from '../network/weights/load-vgg16.ts';
import { scoreFilters } from '../pruning/criteria.ts';
import { createCertificateThreads, type CertificateThreads } from './plan/certificate-threads.ts';
import { describeFileState } from './file-state.ts';
import { createMemory, type Memory } from './memory.ts';

/** Of a few hundred settings of a slider. */
const MOST_CERTIFICATES = 5000;

/** Of a few thousand images with hundreds of boxes, tens of megabytes each. */
const MOST_DETECTORS = 6;

/** What the workbench keeps from one request to the next, so that a slider that moves costs only the planning. */
export interface Bench {
  /** Reads or makes a data set, unless it is the last one. @throws EspalierError `bad-dataset`. */
  dataset(recipe: DatasetRecipe): Promise<Dataset>;
  /** The data set, if it is the last one. */
  lastDataset(recipe: DatasetRecipe): Promise<Dataset | undefined>;
  /** Reads or builds a network, unless it is the last one. @throws EspalierError `bad-network`. */
  network(recipe: NetworkRecipe, shape: DatasetShape, seed: number): Promise<LoadedNetwork>;
  /** SHA-256 of a network as ONNX. */
  hashOf(network: Graph): string;
  /** `scoreFilters`, once for each network. */
  readonly score: typeof scoreFilters;
  /** Outcomes of earlier runs' trainings, by their keys. */
  readonly trained: Memory<Graph | undefined>;
  /** Certificates of a network's layers. */
  certificatesOf(network: Graph): Memory<readonly Certificate[]>;
  /** What computes certificates. */
  readonly threads: CertificateThreads;
  /** Predicted classes of a test split's images. */
  readonly predictions: Memory<Uint16Array>;
  /** What detectors found on a test split's images. */
  readonly detections: Memory<readonly DetectedImage[]>;
}

export function createBench(): Bench {
  const datasets = createMemory<Dataset>(1);
  const networks = createMemory<LoadedNetwork>(1);
  const hashes = new WeakMap<Graph, string>();
  const scores = new WeakMap<Graph, Map<string, Float64Array>>();
  const certificates = new WeakMap<Graph, Memory<readonly Certificate[]>>();
  return {
    dataset: async (recipe) => datasets.recall(await datasetKey(recipe), () => loadDataset(recipe)),
    lastDataset: async (recipe) => datasets.find(await datasetKey(recipe)),
    async network(recipe, shape, seed) {
      const files = await Promise.all(networkFiles(recipe).map(describeFileState));
      const start = hasWeights(recipe) ? null : seed;
      return networks.recall(JSON.stringify([recipe, shape, files, start]), () => buildNetwork(recipe, shape, seed));
    },
    hashOf(network) {
      const hash = hashes.get(network) ?? sha256(encodeOnnx(network));
      hashes.set(network, hash);
      return hash;
    },
    score(network, layer, criterion, seed) {
      const known = scores.get(network) ?? new Map<string, Float64Array>();
      scores.set(network, known);
      const key = JSON.stringify([layer.name, criterion, criterion === 'random' ? seed : null]);
      const found = known.get(key) ?? scoreFilters(network, layer, criterion, seed);
      known.set(key, found);
      return found;
    },
    trained: createMemory(1),
    certificatesOf(network) {
      const known = certificates.get(network) ?? createMemory<readonly Certificate[]>(MOST_CERTIFICATES);
      certificates.set(network, known);
      return known;
    },
    threads: createCertificateThreads(),
    predictions: createMemory(20),
    detections: createMemory(MOST_DETECTORS),
  };
}

async function datasetKey(recipe: DatasetRecipe): Promise<string> {
  const states = await Promise.all(placesOf(recipe).map((place) => describeFileState(place)));
  return JSON.stringify([recipe, states]);
}

/** The files and folders that a data set is read from. */
function placesOf(recipe: DatasetRecipe): string[] {
  if (!('path' in recipe)) return [];
  if (recipe.kind === 'yolo') return [recipe.path, ...(recipe.names === undefined ? [] : [recipe.names])];
  if (recipe.kind !== 'coco') return [recipe.path];
  const { path, test, images = imagesBeside(path), testImages = images } = recipe;
  return [path, images, testImages, ...(typeof test === 'string' && test !== 'train' ? [test] : [])];
}
