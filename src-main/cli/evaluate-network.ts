import type { DatasetKind } from '../../src-shared/dataset-report.ts';
import { datasetSchema, type DatasetRecipe } from '../../src-shared/dataset-recipe.ts';
import type { DetectionScores } from '../../src-shared/detection-scores.ts';
import { EspalierError } from '../../src-shared/errors.ts';
import type { NetworkRecipe } from '../../src-shared/network-recipe.ts';
import type { Device, EvaluateRecipe } from '../../src-shared/recipe.ts';
import type { Measure } from '../../src-shared/result.ts';
import { createBackend } from '../backend/create-backend.ts';
import { createBatchLoader } from '../data/batch-source.ts';
import { shapeOf } from '../data/dataset-shape.ts';
import { guessKind } from '../data/doctor/guess-kind.ts';
import { TESTED_ON_TRAINING } from '../data/detection/list-detection-splits.ts';
import { loadDataset } from '../data/load-dataset.ts';
import { buildNetwork } from '../engine/build-network.ts';
import { evaluateNetwork, measureOf } from '../evaluation/evaluate-network.ts';
import { findDetector } from '../graph/detector.ts';
import { readImageInput } from '../graph/image-input.ts';
import { readStructure } from './inspect-network.ts';

export interface NetworkToEvaluate {
  /** A darknet .cfg or an .onnx file. */
  readonly file: string;
  /** Of a .cfg. */
  readonly weights: string | undefined;
  readonly dataset: string;
  readonly kind: DatasetKind | undefined;
  /** Of VisDrone: which of its parts. */
  readonly split: 'train' | 'val' | 'test-dev';
  /** Of COCO annotations: categories that don't count. */
  readonly ignore: readonly string[];
  readonly device: Device;
  readonly evaluate: EvaluateRecipe | undefined;
}

export interface NetworkEvaluation {
  readonly network: string;
  readonly dataset: string;
  readonly classes: readonly string[];
  readonly images: number;
  readonly device: string;
  readonly measure: Measure;
  readonly loss: number;
  /** The measure, in [0, 1]. */
  readonly accuracy: number;
  readonly detection: DetectionScores | null;
  readonly notes: readonly string[];
}

/**
 * Evaluates a network file on all images of a data set, of VisDrone and of classification sets on those of a split; a detector at the size
 * that its file says.
 * @throws EspalierError `bad-network` or `bad-dataset`.
 */
export async function evaluateNetworkFile(asked: NetworkToEvaluate): Promise<NetworkEvaluation> {
  const recipe = networkRecipe(asked);
  const { height, width } = readImageInput(await readStructure(recipe.path));
  const dataset = await loadDataset(await datasetRecipe(asked, [height, width]));
  const { network, notes } = await buildNetwork(recipe, shapeOf(dataset), 1);
  const backend = await createBackend(asked.device);
  const loader = createBatchLoader(dataset, findDetector(network));
  try {
    return {
      network: network.name,
      dataset: dataset.name,
      classes: dataset.classes,
      images: dataset.test.count,
      device: backend.device,
      measure: measureOf(dataset, asked.evaluate),
      ...(await evaluateNetwork(network, { backend, loader, dataset, evaluate: asked.evaluate })),
      notes: [...(dataset.notes ?? []).filter((note) => note !== TESTED_ON_TRAINING), ...notes],
    };
  } finally {
    await loader.close();
  }
}

type FileRecipe = Extract<NetworkRecipe, { kind: 'darknet' | 'onnx' }>;

function networkRecipe({ file, weights }: NetworkToEvaluate): FileRecipe {
  if (/\.cfg$/i.test(file)) {
    if (weights === undefined) throw new EspalierError('bad-usage', `"${file}" holds no weights: add --weights FILE`);
    return { kind: 'darknet', path: file, weights };
  }
  if (weights !== undefined) throw new EspalierError('bad-usage', '--weights is for a darknet .cfg');
  return { kind: 'onnx', path: file };
}

async function datasetRecipe(
  { dataset: path, kind: given, split, ignore }: NetworkToEvaluate,
  size: readonly [number, number],
): Promise<DatasetRecipe> {
  const { kind } = await guessKind(path, given);
  switch (kind) {
    case 'cifar10':
    case 'cifar100':
      return datasetSchema.parse({ kind, path });
    case 'image-folder':
      return datasetSchema.parse({ kind, path, size });
    case 'visdrone':
      return datasetSchema.parse({ kind, path, size, test: split });
    case 'coco':
      return datasetSchema.parse({ kind, path, size, ignore, test: 'train' });
    case 'yolo':
      return datasetSchema.parse({ kind, path, size, test: 'train' });
  }
}
