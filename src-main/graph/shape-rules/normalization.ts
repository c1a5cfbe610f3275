import type { GraphNode } from '../graph.ts';
import { failShape, type Shape } from '../shape-rule.ts';

export function batchNormalization(node: GraphNode, [input = [], ...parameters]: readonly Shape[]): Shape[] {
  const wrong = parameters.find((shape) => shape.length !== 1 || shape[0] !== input[1]);
  if (parameters.length !== 4 || wrong !== undefined) {
    return failShape(node, `scale, bias, mean and variance do not all have the ${input[1] ?? 0} channels of its input`);
  }
  return [input];
}
