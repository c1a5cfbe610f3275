import { protocolsOf } from '../../src-shared/detection-protocols.ts';
import type { DetectionScores } from '../../src-shared/detection-scores.ts';
import type { EvaluateRecipe } from '../../src-shared/recipe.ts';
import type { Measure } from '../../src-shared/result.ts';
import type { Backend } from '../backend/backend.ts';
import type { BatchLoader } from '../data/batch.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Graph } from '../graph/graph.ts';
import { evaluateAccuracy } from './accuracy.ts';
import { evaluateDetector } from './detection/evaluate-detector.ts';

/** How a network does on the test split. */
export interface Evaluation {
  /** Mean over the images. */
  readonly loss: number;
  /** The run's measure, in [0, 1]; not a number where there is nothing to find. */
  readonly accuracy: number;
  /** Of detectors. */
  readonly detection: DetectionScores | null;
}

export interface Examination {
  readonly backend: Backend;
  readonly loader: BatchLoader;
  readonly dataset: Dataset;
  /** Of detectors: the protocol; the paper's where left out. */
  readonly evaluate: EvaluateRecipe | undefined;
}

/** Evaluates a network on the whole test split, unaugmented: a classifier by its accuracy, a detector by its mean average precision. */
export async function evaluateNetwork(
  graph: Graph,
  { backend, loader, dataset, evaluate }: Examination,
): Promise<Evaluation> {
  if (dataset.task === 'classification') {
    return { ...(await evaluateAccuracy(graph, backend, loader)), detection: null };
  }
  const protocols = protocolsOf(evaluate, dataset);
  const { loss, scores } = await evaluateDetector(graph, backend, loader, dataset, protocols);
  return { loss, accuracy: scores.protocols[0]?.meanAveragePrecision ?? Number.NaN, detection: scores };
}

/** What `accuracy` is. */
export function measureOf(dataset: Dataset, evaluate: EvaluateRecipe | undefined): Measure {
  const [protocol] = dataset.task === 'detection' ? protocolsOf(evaluate, dataset) : [];
  return protocol === undefined ? { kind: 'accuracy' } : { kind: 'mean-average-precision', protocol };
}
