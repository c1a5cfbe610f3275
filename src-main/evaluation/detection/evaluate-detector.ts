import type { DetectionScores, Protocol } from '../../../src-shared/detection-scores.ts';
import type { Backend } from '../../backend/backend.ts';
import type { BatchLoader } from '../../data/batch.ts';
import type { DetectionDataset } from '../../data/dataset.ts';
import { readDetector } from '../../graph/detector.ts';
import type { Graph } from '../../graph/graph.ts';
import { collectDetections } from './collect-detections.ts';
import { scoreDetections } from './score-detections.ts';
import { runOverTestScenes, type TestedBatch } from './test-outputs.ts';

/** A detector's mean loss on the test split and what it finds there, counted by each protocol. */
export async function evaluateDetector(
  graph: Graph,
  backend: Backend,
  loader: BatchLoader,
  { test, classes }: DetectionDataset,
  protocols: readonly Protocol[],
): Promise<{ readonly loss: number; readonly scores: DetectionScores }> {
  let loss = 0;
  async function* countLosses(): AsyncGenerator<TestedBatch> {
    for await (const batch of runOverTestScenes(graph, backend, loader, test)) {
      loss += batch.loss * batch.scenes.length;
      yield batch;
    }
  }
  const images = await collectDetections(countLosses(), readDetector(graph), protocols);
  return { loss: loss / test.count, scores: scoreDetections(images, classes.length, protocols) };
}
