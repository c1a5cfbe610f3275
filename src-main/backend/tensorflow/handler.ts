import type { Tensor } from '@tensorflow/tfjs-core';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { GraphNode } from '../../graph/graph.ts';

/** What a node is applied to, by the index of its input. */
export interface Operands {
  readonly count: number;
  /** @throws EspalierError `bad-network` where the input is absent. */
  tensor(index: number): Tensor;
  /** Undefined for an optional input that is absent. */
  optional(index: number): Tensor | undefined;
  /** A constant list of integers (a shape, axes, bounds); undefined where it is absent. @throws EspalierError `bad-network`. */
  ints(index: number): number[] | undefined;
}

/** Computes a node's outputs, each a tensor of its own. Runs inside `tidy`: all other tensors it makes are freed. */
export type Handler = (node: GraphNode, operands: Operands) => Tensor[];

/** @throws EspalierError `bad-network` naming the node. */
export function refuse(node: GraphNode, problem: string, cause?: unknown): never {
  throw new EspalierError('bad-network', `${node.operator} "${node.name}" on TensorFlow.js: ${problem}`, { cause });
}
