import type { PlannedLayer } from '../../src-shared/result.ts';
import { floatWeight, withWeights, type Graph } from '../graph/graph.ts';
import { zeros, type FloatTensor } from '../graph/tensor.ts';
import type { CoupledGroup } from './coupled-groups.ts';
import { fitNodes } from './fit-nodes.ts';
import { keptEntries } from './kept-entries.ts';

/** Removes the channels a plan does not keep: the filters, what belongs to them, and the inputs of the layers that read them. */
export function removeChannels(graph: Graph, groups: readonly CoupledGroup[], plan: readonly PlannedLayer[]): Graph {
  const changed = new Map<string, FloatTensor>();
  for (const { weight, axis, kept } of keptEntries(graph, groups, plan)) {
    changed.set(weight, selectAlong(changed.get(weight) ?? floatWeight(graph, weight), axis, kept));
  }
  return changed.size === 0 ? graph : fitNodes(graph, withWeights(graph, changed));
}

/**
 * The original network with the pruned filters, all that belongs to them and the inputs that read them set to zero: what surgery
 * must be equal to. The inputs too, since a zero channel does not stay zero behind every activation.
 */
export function maskChannels(graph: Graph, groups: readonly CoupledGroup[], plan: readonly PlannedLayer[]): Graph {
  // A variance of zero could divide by zero.
  const variances = new Set(
    graph.nodes.flatMap(({ operator, inputs }) => (operator === 'BatchNormalization' ? [inputs[4]] : [])),
  );
  const changed = new Map<string, FloatTensor>();
  for (const { weight, axis, kept } of keptEntries(graph, groups, plan)) {
    if (variances.has(weight)) continue;
    changed.set(weight, maskAlong(changed.get(weight) ?? floatWeight(graph, weight), axis, kept));
  }
  return withWeights(graph, changed);
}

/** The slices of a tensor at `indices` along an axis, copied in one run each. */
export function selectAlong(tensor: FloatTensor, axis: number, indices: readonly number[]): FloatTensor {
  const { shape, data } = tensor;
  const selected = zeros(shape.map((dimension, index) => (index === axis ? indices.length : dimension)));
  forEachSlice(tensor, axis, indices, (start, end, block, to) => {
    selected.data.set(data.subarray(start, end), (block * indices.length + to) * (end - start));
  });
  return selected;
}

/** The tensor with all but the slices at `indices` zero. */
function maskAlong(tensor: FloatTensor, axis: number, indices: readonly number[]): FloatTensor {
  const masked = zeros(tensor.shape);
  forEachSlice(tensor, axis, indices, (start, end) => {
    masked.data.set(tensor.data.subarray(start, end), start);
  });
  return masked;
}

/** Visits each slice at `indices`, once in every block of the axes before: where its run of values starts and ends. */
function forEachSlice(
  { shape, data }: FloatTensor,
  axis: number,
  indices: readonly number[],
  visit: (start: number, end: number, block: number, to: number) => void,
): void {
  const size = shape[axis] ?? 1;
  const inner = shape.slice(axis + 1).reduce((product, dimension) => product * dimension, 1);
  const outer = data.length / (size * inner);
  for (let block = 0; block < outer; block++) {
    indices.forEach((from, to) => {
      const start = (block * size + from) * inner;
      visit(start, start + inner, block, to);
    });
  }
}
