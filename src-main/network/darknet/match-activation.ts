import { numberAttribute } from '../../graph/attribute.ts';
import type { Graph, GraphNode } from '../../graph/graph.ts';
import { LEAKY_SLOPE } from './append-activation.ts';
import type { Activation } from './layer.ts';

/** An activation found in a graph: the value it makes and the nodes it is made of. */
export interface MatchedActivation {
  readonly activation: Activation;
  readonly value: string;
  readonly nodes: readonly GraphNode[];
}

/** The activation behind a value that nothing else reads (`readersOf`); `linear` where there is none that darknet has. */
export function matchActivation(
  graph: Graph,
  readersOf: (value: string) => readonly GraphNode[],
  value: string,
): MatchedActivation {
  const readers = readersOf(value);
  const [first, second, third] = readers;
  if (first !== undefined && second === undefined) {
    const activation = nameOf(graph, first);
    if (activation !== undefined) return { activation, value: first.outputs[0] ?? '', nodes: [first] };
  }
  const product = readers.find(({ operator }) => operator === 'Mul');
  const gate = readers.find((node) => node !== product);
  if (product !== undefined && gate !== undefined && third === undefined) {
    const made = product.outputs[0] ?? '';
    const [next] = readersOf(gate.outputs[0] ?? '');
    if (gate.operator === 'Sigmoid' && next === product && isProduct(product, value, gate)) {
      return { activation: 'swish', value: made, nodes: [gate, product] };
    }
    const [last] = readersOf(next?.outputs[0] ?? '');
    if (
      gate.operator === 'Softplus' &&
      next?.operator === 'Tanh' &&
      last === product &&
      isProduct(product, value, next)
    ) {
      return { activation: 'mish', value: made, nodes: [gate, next, product] };
    }
  }
  return { activation: 'linear', value, nodes: [] };
}

function isProduct({ inputs }: GraphNode, value: string, gate: GraphNode): boolean {
  return inputs.includes(value) && inputs.includes(gate.outputs[0] ?? '');
}

function nameOf(graph: Graph, node: GraphNode): Activation | undefined {
  switch (node.operator) {
    case 'Relu':
      return 'relu';
    case 'LeakyRelu':
      return Math.fround(numberAttribute(node, 'alpha', 0.01)) === Math.fround(LEAKY_SLOPE) ? 'leaky' : undefined;
    case 'Sigmoid':
      return 'logistic';
    case 'Tanh':
      return 'tanh';
    case 'Clip': {
      const [least, most] = node.inputs.slice(1).map((name) => graph.weights.get(name)?.data[0]);
      return least === 0 && most === 6 ? 'relu6' : undefined;
    }
    default:
      return undefined;
  }
}
