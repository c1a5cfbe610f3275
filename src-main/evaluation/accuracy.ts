import type { Backend } from '../backend/backend.ts';
import type { BatchLoader } from '../data/batch.ts';
import type { Graph } from '../graph/graph.ts';
import { indexOfLargest, scoreTestImages } from './test-scores.ts';

export interface Accuracy {
  /** Mean cross-entropy. */
  readonly loss: number;
  /** Top-1, in [0, 1]. */
  readonly accuracy: number;
}

/** Loss and top-1 accuracy of a classifier on the whole test split, unaugmented. */
export async function evaluateAccuracy(graph: Graph, backend: Backend, loader: BatchLoader): Promise<Accuracy> {
  let loss = 0;
  let correct = 0;
  const count = await scoreTestImages(graph, backend, loader, (scores, label) => {
    loss += crossEntropy(scores, label);
    if (indexOfLargest(scores) === label) correct++;
  });
  return { loss: loss / count, accuracy: correct / count };
}

function crossEntropy(scores: Float32Array, label: number): number {
  let largest = -Infinity;
  for (const score of scores) largest = Math.max(largest, score);
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - largest);
  return largest + Math.log(sum) - (scores[label] ?? 0);
}
