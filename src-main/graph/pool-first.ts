import { numberAttribute } from './attribute.ts';
import { consumers, type Graph, type GraphNode } from './graph.ts';

/**
 * The same network with max pooling before the activation that it followed, where nothing else reads that one: the largest of activations is the
 * activation of the largest. With windows of 2×2 the activation and its gradient have a quarter of the elements then.
 */
export function poolFirst(graph: Graph): Graph {
  const readers = consumers(graph);
  const given = new Set(graph.outputs.map(({ name }) => name));
  const poolings = new Map<GraphNode, GraphNode>();
  for (const node of graph.nodes) {
    const [value = ''] = node.outputs;
    const [reader, ...others] = readers.get(value) ?? [];
    const isPooling = reader?.operator === 'MaxPool' && reader.domain === '' && reader.outputs.length === 1;
    if (isRising(node) && isPooling && others.length === 0 && !given.has(value)) poolings.set(node, reader);
  }
  if (poolings.size === 0) return graph;
  const moved = new Set(poolings.values());
  return {
    ...graph,
    nodes: graph.nodes.flatMap((node) => {
      const pooling = poolings.get(node);
      if (pooling !== undefined) {
        return [
          { ...pooling, inputs: node.inputs, outputs: node.outputs },
          { ...node, inputs: node.outputs, outputs: pooling.outputs },
        ];
      }
      return moved.has(node) ? [] : [node];
    }),
  };
}

/** Whether it is an activation that never falls. */
function isRising(node: GraphNode): boolean {
  if (node.domain !== '') return false;
  return node.operator === 'Relu' || (node.operator === 'LeakyRelu' && numberAttribute(node, 'alpha', 0.01) > 0);
}
