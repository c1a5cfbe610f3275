import { numberAttribute } from '../attribute.ts';
import type { GraphNode } from '../graph.ts';
import { failShape, type Shape } from '../shape-rule.ts';
import { broadcast } from './broadcast.ts';

export function gemm(node: GraphNode, [left = [], right = [], bias = []]: readonly Shape[]): Shape[] {
  const [rows, inner] = numberAttribute(node, 'transA', 0) === 0 ? left : [left[1], left[0]];
  const [innerRight, columns] = numberAttribute(node, 'transB', 0) === 0 ? right : [right[1], right[0]];
  if (left.length !== 2 || right.length !== 2 || rows === undefined || columns === undefined || inner !== innerRight) {
    return failShape(node, `can't multiply [${left.join(', ')}] by [${right.join(', ')}]`);
  }
  return [broadcast(node, [rows, columns], bias)];
}

/** MatMul of matrices, or of stacks of them that broadcast. */
export function matrixProduct(node: GraphNode, [left = [], right = []]: readonly Shape[]): Shape[] {
  const [rows, inner] = left.slice(-2);
  const [innerRight, columns] = right.slice(-2);
  if (left.length < 2 || right.length < 2 || rows === undefined || columns === undefined || inner !== innerRight) {
    return failShape(node, `can't multiply [${left.join(', ')}] by [${right.join(', ')}]`);
  }
  return [[...broadcast(node, left.slice(0, -2), right.slice(0, -2)), rows, columns]];
}
