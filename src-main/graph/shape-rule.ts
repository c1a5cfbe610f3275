import { EspalierError } from '../../src-shared/errors.ts';
import type { Dimension, GraphNode } from './graph.ts';
import type { Tensor } from './tensor.ts';

export type Shape = readonly Dimension[];

/** The shapes of a node's outputs from those of its inputs; `weights` holds the constants among them. */
export type ShapeRule = (node: GraphNode, shapes: readonly Shape[], weights: ReadonlyMap<string, Tensor>) => Shape[];

/** @throws EspalierError `bad-network` naming the node. */
export function failShape(node: GraphNode, problem: string): never {
  throw new EspalierError('bad-network', `${node.operator} "${node.name}": ${problem}`);
}
