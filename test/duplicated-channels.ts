import { withWeights, floatWeight, type Graph } from '../src-main/graph/graph.ts';
import { floatTensor } from '../src-main/graph/tensor.ts';
import type { PlannedLayer } from '../src-shared/result.ts';

/**
 * A network whose upper half of a layer's channels repeats the lower half, filter for filter: without them nothing is lost
 * that the lower half can't make good. The plan keeps the lower half.
 */
export function duplicateChannels(graph: Graph, layer: string): { network: Graph; plan: PlannedLayer[] } {
  const names = [...graph.weights.keys()].filter((name) => name.startsWith(`${layer}.`));
  const network = withWeights(
    graph,
    names.map((name) => {
      const { shape, data } = floatWeight(graph, name);
      const repeated = data.slice();
      repeated.set(data.subarray(0, data.length / 2), data.length / 2);
      return [name, floatTensor(shape, repeated)];
    }),
  );
  const channels = floatWeight(graph, `${layer}.weight`).shape[0] ?? 0;
  const keep = Array.from({ length: channels / 2 }, (_, channel) => channel);
  return { network, plan: [{ layer, originalChannels: channels, keep }] };
}
