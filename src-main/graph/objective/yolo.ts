import type { YoloDetector } from '../../../src-shared/detector.ts';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { Graph } from '../graph.ts';
import type { Objective } from './objective.ts';

/** What YOLOv3 is trained towards. */
export function yoloObjective(graph: Graph, detector: YoloDetector): Objective {
  throw new EspalierError('internal', `"${graph.name}": ${detector.kind} can't be trained yet`);
}
