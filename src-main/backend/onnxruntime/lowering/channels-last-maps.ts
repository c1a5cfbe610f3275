import type { Graph, GraphNode } from '../../../graph/graph.ts';
import { carriesBackByColumns, readsSharedColumns } from './convolution.ts';
import { readsColumnsOfBatch } from './convolution-weight.ts';
import type { LoweringTarget } from './lowering.ts';

type Shape = (value: string) => number[];

interface MapOperator {
  /** Which of its inputs are maps. */
  readonly maps: readonly number[];
  /** Of those, all that must have their channels last for the node to compute that way. */
  readonly follows: readonly number[];
}

/** Operators that compute as well with channels last as with channels first. */
const FOLLOWERS: ReadonlyMap<string, MapOperator> = new Map([
  ['Relu', { maps: [0], follows: [0] }],
  ['LeakyRelu', { maps: [0], follows: [0] }],
  ['Add', { maps: [0, 1], follows: [0, 1] }],
  ['BatchNormTraining', { maps: [0], follows: [0] }],
  ['ReluGradient', { maps: [0, 1], follows: [1] }],
  ['LeakyReluGradient', { maps: [0, 1], follows: [1] }],
  ['BatchNormGradient', { maps: [0, 1], follows: [1] }],
]);

/** How the maps [N, C, H, W] of a step lie: those of small maps better with their channels last, [N, H, W, C], as columns have them. */
export interface MapOrder {
  /** Whether a value is computed with its channels last. */
  readonly isLast: (value: string) => boolean;
  /** Whether a node takes its input of this index with its channels last. */
  readonly takesLast: (node: GraphNode, input: number) => boolean;
}

/**
 * Convolutions by products with columns take and give maps with their channels last; `mapsOfProduct` says which inputs of a node those are, and that it
 * is no such node otherwise. What follows them keeps that order, so that nothing is transposed until
 * an operator comes that has channels first.
 */
export function orderMaps(graph: Graph, mapsOfProduct: (node: GraphNode) => readonly number[] | undefined): MapOrder {
  const last = new Set<string>();
  const given = new Set(graph.outputs.map(({ name }) => name));
  const taken = new Map<GraphNode, readonly number[]>();
  for (const node of graph.nodes) {
    const [output = ''] = node.outputs;
    const maps = mapsOfProduct(node) ?? (given.has(output) ? undefined : mapsOfFollower(node, last));
    if (maps === undefined) continue;
    taken.set(node, maps);
    if (node.operator !== 'ConvWeightGradient') last.add(output);
  }
  return {
    isLast: (value) => last.has(value),
    takesLast: (node, input) => taken.get(node)?.includes(input) === true,
  };
}

/**
 * For a training step: the inputs of a convolution or of one of its gradients that are maps with their channels last; undefined where it is no
 * product with columns.
 */
export function mapsOfProducts(shape: Shape, { device }: LoweringTarget) {
  return (node: GraphNode): readonly number[] | undefined => {
    switch (node.operator) {
      case 'Conv':
        return readsSharedColumns(node, shape) ? [0] : undefined;
      case 'ConvInputGradient':
        return carriesBackByColumns(node, shape) ? [0] : undefined;
      case 'ConvWeightGradient':
        return readsColumnsOfBatch(node, shape, device) ? [0, 1] : undefined;
      default:
        return undefined;
    }
  };
}

/** The inputs that an operator of the table takes with their channels last; undefined where what it follows has them first. */
function mapsOfFollower(node: GraphNode, last: ReadonlySet<string>): readonly number[] | undefined {
  const operator = FOLLOWERS.get(node.operator);
  return operator?.follows.every((index) => last.has(node.inputs[index] ?? '')) === true ? operator.maps : undefined;
}
