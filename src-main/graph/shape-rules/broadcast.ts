import type { GraphNode } from '../graph.ts';
import { failShape, type Shape } from '../shape-rule.ts';

/** Operators that combine any number of operands element by element, with ONNX's multidirectional broadcasting. */
export function combine(node: GraphNode, operands: readonly Shape[]): Shape[] {
  return [operands.reduce((left, right) => broadcast(node, left, right), [])];
}

/** The shape of two operands together. @throws EspalierError `bad-network` where they do not fit. */
export function broadcast(node: GraphNode, left: Shape, right: Shape): Shape {
  const rank = Math.max(left.length, right.length);
  return Array.from({ length: rank }, (_, axis) => {
    const first = left[axis - rank + left.length] ?? 1;
    const second = right[axis - rank + right.length] ?? 1;
    if (first === second || second === 1) return first;
    if (first === 1) return second;
    return failShape(node, `can't combine [${left.join(', ')}] with [${right.join(', ')}]`);
  });
}
