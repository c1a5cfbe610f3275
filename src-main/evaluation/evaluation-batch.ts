import { findDetector } from '../graph/detector.ts';
import type { Graph } from '../graph/graph.ts';
import { readImageInput } from '../graph/image-input.ts';
import { fittingBatch } from './fitting-batch.ts';

const MOST_CLASSIFIED = 250;
const MOST_SCENES = 32;

/** How many of so many test images are looked at together. @throws EspalierError `bad-network`, as `readImageInput`. */
export function evaluationBatch(network: Graph, images = Number.POSITIVE_INFINITY): number {
  const most = findDetector(network) === undefined ? MOST_CLASSIFIED : MOST_SCENES;
  return fittingBatch(readImageInput(network), Math.min(most, images));
}
