import type { PlannedLayer } from '../../src-shared/result.ts';
import { floatWeight, withWeights, type Graph } from '../graph/graph.ts';
import { floatTensor, zeros, type FloatTensor } from '../graph/tensor.ts';
import type { PrunableLayer } from './prunable-layers.ts';

/** Removes the channels a plan does not keep: the filters, what belongs to them, and the inputs of the layers that read them. */
export function removeChannels(graph: Graph, layers: readonly PrunableLayer[], plan: readonly PlannedLayer[]): Graph {
  let pruned = graph;
  for (const { layer, keep } of pair(layers, plan)) {
    if (keep.length === layer.channels) continue;
    const changed: [string, FloatTensor][] = [layer.weight, ...layer.perChannel].map((name) => [
      name,
      selectAlong(floatWeight(pruned, name), 0, keep),
    ]);
    for (const { weight, axis, repeat } of layer.readers) {
      const columns = keep.flatMap((channel) => Array.from({ length: repeat }, (_, index) => channel * repeat + index));
      changed.push([weight, selectAlong(floatWeight(pruned, weight), axis, columns)]);
    }
    pruned = withWeights(pruned, changed);
  }
  return pruned;
}

/** The original network with the pruned filters and all that belongs to them set to zero: what surgery must be equal to. */
export function maskChannels(graph: Graph, layers: readonly PrunableLayer[], plan: readonly PlannedLayer[]): Graph {
  const changed: [string, FloatTensor][] = [];
  for (const { layer, keep } of pair(layers, plan)) {
    const kept = new Set(keep);
    const variance = layer.batchNorm?.inputs[4];
    for (const name of [layer.weight, ...layer.perChannel]) {
      if (name === variance) continue;
      const { shape, data } = floatWeight(graph, name);
      const length = data.length / layer.channels;
      changed.push([
        name,
        floatTensor(
          shape,
          data.map((value, index) => (kept.has(Math.floor(index / length)) ? value : 0)),
        ),
      ]);
    }
  }
  return withWeights(graph, changed);
}

/** The input channels each layer keeps, by layer name; layers whose inputs stay whole are not in it. */
export function keptInputs(
  layers: readonly PrunableLayer[],
  plan: readonly PlannedLayer[],
): Map<string, readonly number[]> {
  return new Map(
    pair(layers, plan).flatMap(({ layer, keep }) => layer.readers.map((reader) => [reader.layer, keep] as const)),
  );
}

function pair(
  layers: readonly PrunableLayer[],
  plan: readonly PlannedLayer[],
): { layer: PrunableLayer; keep: readonly number[] }[] {
  return layers.flatMap((layer) => {
    const planned = plan.find((one) => one.layer === layer.name);
    return planned === undefined ? [] : [{ layer, keep: planned.keep }];
  });
}

/** The slices of a tensor at `indices` along an axis, copied in one run each. */
export function selectAlong(tensor: FloatTensor, axis: number, indices: readonly number[]): FloatTensor {
  const { shape, data } = tensor;
  const size = shape[axis] ?? 1;
  const inner = shape.slice(axis + 1).reduce((product, dimension) => product * dimension, 1);
  const outer = data.length / (size * inner);
  const selected = zeros(shape.map((dimension, index) => (index === axis ? indices.length : dimension)));
  for (let block = 0; block < outer; block++) {
    indices.forEach((from, to) => {
      const start = (block * size + from) * inner;
      selected.data.set(data.subarray(start, start + inner), (block * indices.length + to) * inner);
    });
  }
  return selected;
}
