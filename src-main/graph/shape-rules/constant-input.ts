import type { GraphNode } from '../graph.ts';
import { failShape, type Shape } from '../shape-rule.ts';
import type { Tensor } from '../tensor.ts';

type Weights = ReadonlyMap<string, Tensor>;

/** The integers of an input. @throws EspalierError `bad-network` where they are not constant. */
export function constantInts(node: GraphNode, index: number, weights: Weights): number[] {
  const tensor = weights.get(node.inputs[index] ?? '');
  if (tensor?.type !== 'int64') return failShape(node, `its input ${index} is not a constant list of integers`);
  return Array.from(tensor.data, Number);
}

/** The same for an input that may be left out. */
export function optionalInts(
  node: GraphNode,
  index: number,
  weights: Weights,
  fallback: readonly number[],
): readonly number[] {
  return hasInput(node, index) ? constantInts(node, index, weights) : fallback;
}

/** The numbers of an input. @throws EspalierError `bad-network` where they are not constant. */
export function constantFloats(node: GraphNode, index: number, weights: Weights): number[] {
  const tensor = weights.get(node.inputs[index] ?? '');
  if (tensor?.type !== 'float32') return failShape(node, `its input ${index} is not a constant list of numbers`);
  return Array.from(tensor.data);
}

/** Whether an optional input is there. */
export function hasInput(node: GraphNode, index: number): boolean {
  return (node.inputs[index] ?? '') !== '';
}

/** An axis that may be counted from the end, counted from the start. @throws EspalierError `bad-network` where there is none. */
export function axisOf(node: GraphNode, axis: number, shape: Shape): number {
  const fromStart = axis < 0 ? axis + shape.length : axis;
  return fromStart >= 0 && fromStart < shape.length
    ? fromStart
    : failShape(node, `[${shape.join(', ')}] has no axis ${axis}`);
}
