import { int, numberAttribute } from '../graph/attribute.ts';
import type { Graph, GraphNode } from '../graph/graph.ts';
import { withBatchSize } from '../graph/graph.ts';
import { inferShapes, type Shapes } from '../graph/shape-inference.ts';
import { isFlattening } from './channel-rules.ts';

/**
 * What nodes themselves say of channels, made to fit the weights that surgery left: a depthwise convolution has a group for each
 * channel, and a Reshape to a fixed number of values becomes the Flatten that it is.
 * @param pruned the network with its weights already cut.
 */
export function fitNodes(original: Graph, pruned: Graph): Graph {
  const hasReshape = original.nodes.some(({ operator }) => operator === 'Reshape');
  const shapes = hasReshape ? inferShapes(withBatchSize(original, 1)) : undefined;
  return { ...pruned, nodes: pruned.nodes.map((node) => fitNode(node, original, pruned, shapes)) };
}

function fitNode(node: GraphNode, original: Graph, pruned: Graph, shapes: Shapes | undefined): GraphNode {
  const [value = '', weight = ''] = node.inputs;
  if (node.operator === 'Reshape') {
    const [from = [], to = []] = [value, node.outputs[0] ?? ''].map((name) => shapes?.get(name)?.map(Number));
    return isFlattening(from, to)
      ? { ...node, operator: 'Flatten', inputs: [value], attributes: { axis: int(1) } }
      : node;
  }
  const group = numberAttribute(node, 'group', 1);
  if (group === 1) return node;
  const [before, after] = [original, pruned].map((graph) => graph.weights.get(weight)?.shape[0] ?? 0);
  if (before === undefined || after === undefined || before === after) return node;
  return { ...node, attributes: { ...node.attributes, group: int((group * after) / before) } };
}
