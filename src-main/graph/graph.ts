import { EspalierError } from '../../src-shared/errors.ts';
import type { Attributes } from './attribute.ts';
import type { Tensor, TensorType } from './tensor.ts';

/** The ONNX operator set of the graphs built here. */
export const OPERATOR_SET = 17;

/** One operator application, as in ONNX: `''` stands for an optional input that is absent. */
export interface GraphNode {
  readonly name: string;
  readonly operator: string;
  /** `''` is the ONNX standard domain; `espalier` holds the operators a backend lowers. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

/** A dimension: a size, or the name of one that is not fixed (the batch, `N`). */
export type Dimension = number | string;

export interface ValueInfo {
  readonly name: string;
  readonly type: TensorType;
  readonly shape: readonly Dimension[];
}

/** A network: nodes in topological order and named weights (ONNX initializers). Never mutated; surgery returns a new one. */
export interface Graph {
  readonly name: string;
  /** Version of the ONNX operator set its nodes are written in. */
  readonly operatorSet: number;
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  readonly nodes: readonly GraphNode[];
  readonly weights: ReadonlyMap<string, Tensor>;
  /** What a file says of the network besides, as ONNX's metadata_props; surgery leaves it as it is. */
  readonly metadata?: ReadonlyMap<string, string>;
}

/** @throws EspalierError `bad-network` where the graph has no such weight or it is not float32. */
export function floatWeight(graph: Graph, name: string): Extract<Tensor, { type: 'float32' }> {
  const tensor = graph.weights.get(name);
  if (tensor?.type !== 'float32') throw new EspalierError('bad-network', `the network has no float32 weight "${name}"`);
  return tensor;
}

/** The node that computes each value. */
export function producers(graph: Graph): Map<string, GraphNode> {
  return new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
}

/** The nodes that read each value, in order. */
export function consumers(graph: Graph): Map<string, GraphNode[]> {
  const readers = new Map<string, GraphNode[]>();
  for (const node of graph.nodes) {
    for (const input of new Set(node.inputs)) {
      if (input === '') continue;
      const known = readers.get(input);
      if (known === undefined) readers.set(input, [node]);
      else known.push(node);
    }
  }
  return readers;
}

/** The network for batches of one size, or of a size to be named: the first dimension of its inputs and outputs is replaced. */
export function withBatchSize(graph: Graph, batchSize: Dimension): Graph {
  const resize = (value: ValueInfo): ValueInfo =>
    value.shape.length === 0 ? value : { ...value, shape: [batchSize, ...value.shape.slice(1)] };
  return { ...graph, inputs: graph.inputs.map(resize), outputs: graph.outputs.map(resize) };
}

export function withWeights(graph: Graph, changed: Iterable<readonly [string, Tensor]>): Graph {
  return { ...graph, weights: new Map([...graph.weights, ...changed]) };
}
