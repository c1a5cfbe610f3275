import type { GraphNode } from '../../graph/graph.ts';

/** A node of the ONNX standard domain, named after its first result. */
export function plainNode(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: GraphNode['attributes'] = {},
): GraphNode {
  return { name: `${operator} ${outputs[0] ?? ''}`, operator, domain: '', inputs, outputs, attributes };
}
