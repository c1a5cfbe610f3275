import type { GraphNode } from '../graph.ts';
import { failShape, type Shape } from '../shape-rule.ts';
import type { Tensor } from '../tensor.ts';
import { constantFloats, constantInts, hasInput } from './constant-input.ts';

/** Resize by the scales in its third input, or else to the sizes in its fourth. */
export function resize(node: GraphNode, [input = []]: readonly Shape[], weights: ReadonlyMap<string, Tensor>): Shape[] {
  if (hasInput(node, 3)) return [constantInts(node, 3, weights)];
  const scales = constantFloats(node, 2, weights);
  if (scales.length !== input.length) {
    return failShape(node, `scales [${scales.join(', ')}] do not fit [${input.join(', ')}]`);
  }
  return [
    input.map((size, axis) => {
      const scale = scales[axis] ?? 1;
      if (scale === 1) return size;
      if (typeof size !== 'number') return failShape(node, `can't scale axis ${axis} of [${input.join(', ')}]`);
      return Math.floor(size * scale);
    }),
  ];
}
