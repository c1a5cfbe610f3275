import type { GraphNode } from './graph.ts';
import type { TensorType } from './tensor.ts';

const TRUTHS: ReadonlySet<string> = new Set(['Greater', 'Less', 'Equal', 'And', 'Not']);

/** The element type of one of a node's results in a training step: float32 but for truths, and indices of the largest. */
export function valueType({ operator }: GraphNode, place: number): TensorType {
  if (TRUTHS.has(operator)) return 'bool';
  return operator === 'ArgMax' || (operator === 'MaxPool' && place === 1) ? 'int64' : 'float32';
}
