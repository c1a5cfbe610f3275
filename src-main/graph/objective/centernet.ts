import type { CenterNetDetector } from '../../../src-shared/detector.ts';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { Graph } from '../graph.ts';
import type { Objective } from './objective.ts';

/** What CenterNet is trained towards. */
export function centerNetObjective(graph: Graph, detector: CenterNetDetector): Objective {
  throw new EspalierError('internal', `"${graph.name}": ${detector.kind} can't be trained yet`);
}
