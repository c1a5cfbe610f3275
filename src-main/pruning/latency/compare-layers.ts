import type { LayerLatency } from '../../../src-shared/result.ts';
import type { Backend } from '../../backend/backend.ts';
import { measureCost } from '../../evaluation/cost.ts';
import { timeInTurns, type ReadyRun, type Rounds } from '../../evaluation/time-in-turns.ts';
import { undisturbedTime } from '../../evaluation/undisturbed-time.ts';
import { numberAttribute } from '../../graph/attribute.ts';
import { withBatchSize, type Graph } from '../../graph/graph.ts';
import { randomInputs } from '../../graph/random-images.ts';
import { concreteShape, inferShapes } from '../../graph/shape-inference.ts';
import { buildChain } from './build-chain.ts';
import { describeLayer } from './layer-chain.ts';

/** At least as much as a few passes of both networks, so that it takes a fraction of what measuring these takes. */
export const COMPARISON_ROUNDS: Rounds = { most: 21, least: 3, seconds: 3 };

/**
 * Times every plain convolution that a pruned network has with fewer multiply–accumulates than its original: each by itself, for one image,
 * before and after in turns, without what disturbs single rounds. Layers of the same shape are timed once.
 * @throws EspalierError as the backend does.
 */
export async function compareLayers(original: Graph, pruned: Graph, backend: Backend): Promise<LayerLatency[]> {
  const [before, after] = [describeLayers(original), describeLayers(pruned)];
  const smaller = [...before].flatMap(([layer, old]) => {
    const left = after.get(layer);
    return left === undefined || left.macs >= old.macs ? [] : [{ layer, before: old, after: left }];
  });
  const alone = new Map(smaller.flatMap((pair) => [pair.before, pair.after]).map(({ key, build }) => [key, build]));
  const times = await timeAll(alone, backend);
  return smaller.map((pair) => ({
    layer: pair.layer,
    macsBefore: pair.before.macs,
    macsAfter: pair.after.macs,
    millisecondsBefore: times.get(pair.before.key) ?? Number.NaN,
    millisecondsAfter: times.get(pair.after.key) ?? Number.NaN,
  }));
}

interface LayerAlone {
  readonly macs: number;
  /** Equal of layers that take the same time. */
  readonly key: string;
  readonly build: () => Graph;
}

function describeLayers(graph: Graph): ReadonlyMap<string, LayerAlone> {
  const shapes = inferShapes(withBatchSize(graph, 1));
  const macsOf = new Map(measureCost(graph).layers.map(({ name, macs }) => [name, macs]));
  const plain = graph.nodes.filter(
    (node) => node.domain === '' && node.operator === 'Conv' && numberAttribute(node, 'group', 1) === 1,
  );
  return new Map(
    plain.map((node) => {
      const layer = describeLayer(node, shapes);
      const [filters = 1] = concreteShape(shapes, node.inputs[1] ?? '');
      const key = JSON.stringify([layer, filters]);
      return [node.name, { macs: macsOf.get(node.name) ?? 0, key, build: () => buildChain(layer, filters) }];
    }),
  );
}

async function timeAll(
  alone: ReadonlyMap<string, () => Graph>,
  backend: Backend,
): Promise<ReadonlyMap<string, number>> {
  const runs: ReadyRun[] = [];
  try {
    for (const build of alone.values()) {
      const graph = build();
      runs.push({ executable: await backend.load(graph), inputs: randomInputs(graph, 1) });
    }
    const times = await timeInTurns(runs, COMPARISON_ROUNDS);
    return new Map([...alone.keys()].map((key, index) => [key, undisturbedTime(times[index] ?? [])]));
  } finally {
    for (const { executable } of runs) await executable.release();
  }
}
