import { consumers, type Graph, type GraphNode } from '../../graph/graph.ts';
import { countElements } from '../../graph/tensor.ts';

/** A convolution with what belongs to it, as a file of weights holds them together. */
export interface StoredConvolution {
  readonly node: GraphNode;
  readonly batchNorm: GraphNode | undefined;
  /** Names of its weights in the file's order. */
  readonly weights: readonly string[];
  /** How many values they have. */
  readonly count: number;
}

/**
 * The convolutions of a network as a darknet file of weights holds them: in the network's order, of each the bias, or the batch
 * normalisation's bias, scale, mean and variance, and then the weights [filters, channels / groups, height, width]
 * (AlexeyAB/darknet, src/parser.c, load_convolutional_weights).
 */
export function weightsOrder(graph: Graph): StoredConvolution[] {
  const readersOf = consumers(graph);
  return graph.nodes
    .filter(({ operator }) => operator === 'Conv')
    .map((node) => {
      const [, weight = '', bias = ''] = node.inputs;
      const [reader, another] = readersOf.get(node.outputs[0] ?? '') ?? [];
      const batchNorm = reader?.operator === 'BatchNormalization' && another === undefined ? reader : undefined;
      const [, scale = '', shift = '', mean = '', variance = ''] = batchNorm?.inputs ?? [];
      const weights = batchNorm === undefined ? [bias, weight] : [shift, scale, mean, variance, weight];
      return { node, batchNorm, weights, count: countValues(graph, weights) };
    });
}

function countValues(graph: Graph, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + countElements(graph.weights.get(name)?.shape ?? [0]), 0);
}
