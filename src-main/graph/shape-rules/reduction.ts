import { intsAttribute, numberAttribute } from '../attribute.ts';
import type { GraphNode } from '../graph.ts';
import type { Shape } from '../shape-rule.ts';
import type { Tensor } from '../tensor.ts';
import { axisOf, optionalInts } from './constant-input.ts';

/** Sums and means along axes; those of a mean are an attribute until operator set 17. All axes where there are none. */
export function reduction(
  node: GraphNode,
  [input = []]: readonly Shape[],
  weights: ReadonlyMap<string, Tensor>,
): Shape[] {
  const given = optionalInts(node, 1, weights, intsAttribute(node, 'axes', [...input.keys()]));
  const axes = given.map((axis) => axisOf(node, axis, input));
  if (numberAttribute(node, 'keepdims', 1) === 1) return [input.map((size, axis) => (axes.includes(axis) ? 1 : size))];
  return [input.filter((_, axis) => !axes.includes(axis))];
}
