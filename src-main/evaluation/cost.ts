import { fixedWeights } from '../graph/fixed-weights.ts';
import { withBatchSize, type Graph, type GraphNode } from '../graph/graph.ts';
import { concreteShape, inferShapes, type Shapes } from '../graph/shape-inference.ts';
import { countElements } from '../graph/tensor.ts';

/** What one layer costs for one image. */
export interface LayerCost {
  readonly name: string;
  readonly operator: string;
  /** Without the batch. */
  readonly outputShape: readonly number[];
  /** Trainable values; running statistics of batch normalisation and bounds, scales and the like do not count. */
  readonly parameters: number;
  /** Multiply–accumulates; those of Conv, ConvTranspose and Gemm, as is usual, and nothing for the rest. */
  readonly macs: number;
}

export interface Cost {
  readonly parameters: number;
  readonly macs: number;
  readonly layers: readonly LayerCost[];
}

/** Parameters and multiply–accumulates of a network for one image, layer by layer. */
export function measureCost(graph: Graph): Cost {
  const shapes = inferShapes(withBatchSize(graph, 1));
  const fixed = fixedWeights(graph);
  const layers = graph.nodes.map((node) => ({
    name: node.name,
    operator: node.operator,
    outputShape: concreteShape(shapes, node.outputs[0] ?? '').slice(1),
    parameters: countParameters(graph, node, fixed),
    macs: countMacs(node, shapes),
  }));
  return {
    parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0),
    macs: layers.reduce((sum, layer) => sum + layer.macs, 0),
    layers,
  };
}

function countParameters(graph: Graph, node: GraphNode, fixed: ReadonlySet<string>): number {
  const trainable = node.operator === 'BatchNormalization' ? node.inputs.slice(0, 3) : node.inputs;
  return trainable.reduce((sum, input) => {
    const weight = graph.weights.get(input);
    return weight?.type === 'float32' && !fixed.has(input) ? sum + countElements(weight.shape) : sum;
  }, 0);
}

function countMacs(node: GraphNode, shapes: Shapes): number {
  const output = countElements(concreteShape(shapes, node.outputs[0] ?? ''));
  const weight = shapes.get(node.inputs[1] ?? '') ?? [];
  if (node.operator === 'Conv') return output * countElements(weight.slice(1).map(Number));
  if (node.operator === 'ConvTranspose') {
    return countElements(concreteShape(shapes, node.inputs[0] ?? '')) * countElements(weight.slice(1).map(Number));
  }
  if (node.operator === 'Gemm')
    return (
      countElements(weight.map(Number)) * (output / Math.max(1, Number(shapes.get(node.outputs[0] ?? '')?.[1] ?? 1)))
    );
  return 0;
}
