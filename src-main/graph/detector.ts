import { EspalierError } from '../../src-shared/errors.ts';
import { detectorSchema, type Detector } from '../../src-shared/detector.ts';
import type { Graph } from './graph.ts';

/** The key of the metadata that says how a detector's outputs are to be read. */
const KEY = 'espalier.detector';

/** How a network's outputs are to be read; undefined where it says nothing of it, as a classifier. @throws EspalierError `bad-network`. */
export function findDetector(graph: Graph): Detector | undefined {
  const stored = graph.metadata?.get(KEY);
  if (stored === undefined) return undefined;
  try {
    return detectorSchema.parse(JSON.parse(stored));
  } catch (cause) {
    throw new EspalierError('bad-network', `"${graph.name}": its metadata "${KEY}" is damaged`, { cause });
  }
}

/** The same. @throws EspalierError `bad-network` also where the network is no detector. */
export function readDetector(graph: Graph): Detector {
  const detector = findDetector(graph);
  if (detector !== undefined) return detector;
  throw new EspalierError(
    'bad-network',
    `"${graph.name}" doesn't say where its boxes are: it is no detector that was built or exported here, nor of a darknet cfg`,
  );
}

export function withDetector(graph: Graph, detector: Detector): Graph {
  return { ...graph, metadata: new Map([...(graph.metadata ?? []), [KEY, JSON.stringify(detector)]]) };
}
