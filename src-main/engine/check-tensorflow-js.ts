import { EspalierError } from '../../src-shared/errors.ts';
import type { Backend } from '../backend/backend.ts';
import { classifyByGraphModel } from '../backend/tensorflow/graph-model.ts';
import { largestDifference, outputsOf } from '../evaluation/compare-outputs.ts';
import { readClassifier } from '../graph/classifier.ts';
import type { Graph } from '../graph/graph.ts';
import type { FloatTensor } from '../graph/tensor.ts';
import { readModelFolder } from '../report/tensorflow-js/model-folder.ts';

/** How far two engines may be apart, relative to the largest score. */
const TOLERANCE = 1e-4;
/** What scores near zero may be apart all the same. */
const ROUNDING = 1e-6;

/** TensorFlow.js computes in JavaScript here, so that a few images have to do. */
export const CHECKED_IMAGES = 4;

/**
 * Reads an exported model back with TensorFlow.js and compares its scores of images [N, C, H, W] with the network's.
 * Returns the largest difference.
 * @throws EspalierError `internal` where they differ.
 */
export async function checkTensorflowJs(
  path: string,
  network: Graph,
  images: FloatTensor,
  backend: Backend,
): Promise<number> {
  const found = await classifyByGraphModel(await readModelFolder(path), images);
  const { logits } = readClassifier(network);
  const expected = (await outputsOf(network, images, backend)).get(logits) ?? new Float32Array();
  const difference = largestDifference(expected, found);
  const largest = expected.reduce((most, score) => Math.max(most, Math.abs(score)), 0);
  if (!(difference <= TOLERANCE * largest + ROUNDING)) {
    throw new EspalierError('internal', `${path}: outputs differ by ${difference} when read back`);
  }
  return difference;
}
