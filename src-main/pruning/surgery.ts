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

/** The slices of a tensor at `indices` along an axis. */
export function selectAlong(tensor: FloatTensor, axis: number, indices: readonly number[]): FloatTensor {
  const { size, inner, outer } = layoutAlong(tensor, axis);
  const selected = zeros(tensor.shape.map((dimension, index) => (index === axis ? indices.length : dimension)));
  let to = 0;
  for (let block = 0; block < outer; block++) {
    for (const index of indices) {
      copyRun(tensor.data, (block * size + index) * inner, selected.data, to, inner);
      to += inner;
    }
  }
  return selected;
}

/** The tensor with all but the slices at `indices` zero. */
function maskAlong(tensor: FloatTensor, axis: number, indices: readonly number[]): FloatTensor {
  const { size, inner, outer } = layoutAlong(tensor, axis);
  const masked = zeros(tensor.shape);
  for (let block = 0; block < outer; block++) {
    for (const index of indices) {
      const start = (block * size + index) * inner;
      copyRun(tensor.data, start, masked.data, start, inner);
    }
  }
  return masked;
}

/** A tensor seen as [outer, size, inner], the axis in the middle. */
function layoutAlong({ shape, data }: FloatTensor, axis: number): { size: number; inner: number; outer: number } {
  const size = shape[axis] ?? 1;
  const inner = shape.slice(axis + 1).reduce((product, dimension) => product * dimension, 1);
  return { size, inner, outer: data.length / (size * inner) };
}

/** Below it, a loop is quicker than a view. */
const SHORT_RUN = 64;

function copyRun(from: Float32Array, start: number, to: Float32Array, target: number, length: number): void {
  if (length > SHORT_RUN) {
    to.set(from.subarray(start, start + length), target);
    return;
  }
  for (let index = 0; index < length; index++) to[target + index] = from[start + index] ?? 0;
}
