import { findDetector } from '../detector.ts';
import type { Graph } from '../graph.ts';
import { centerNetObjective } from './centernet.ts';
import { classificationObjective } from './classification.ts';
import type { Objective } from './objective.ts';
import { yoloObjective } from './yolo.ts';

/** What a network is trained towards, by what its outputs are. @throws EspalierError `bad-network` where it is neither detector nor classifier. */
export function findObjective(graph: Graph): Objective {
  const detector = findDetector(graph);
  switch (detector?.kind) {
    case undefined:
      return classificationObjective(graph);
    case 'yolo':
      return yoloObjective(graph, detector);
    case 'centernet':
      return centerNetObjective(graph, detector);
  }
}
