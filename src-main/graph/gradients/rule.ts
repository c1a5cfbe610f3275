import type { GraphBuilder } from '../builder.ts';
import type { GraphNode } from '../graph.ts';
import type { Tensor } from '../tensor.ts';

/** Operators of this domain stay single nodes in our graphs; a backend lowers them to what it has. */
export const ESPALIER_DOMAIN = 'espalier';

export interface GradientContext {
  readonly builder: GraphBuilder;
  /** The constants of the forward graph. */
  readonly weights: ReadonlyMap<string, Tensor>;
  /** A constant number, stored once. */
  readonly scalar: (value: number) => string;
  /** The concrete shape of a value of the forward graph. */
  readonly shape: (value: string) => number[];
  /** Whether any trainable weight lies upstream of a value, so that its gradient is worth computing. */
  readonly needsGradient: (value: string) => boolean;
  /** The gradient of the loss with respect to an output of the node; zeros where the loss does not read it. */
  readonly gradient: (value: string) => string;
}

/**
 * Given the gradient of the loss with respect to a node's first output, adds the nodes that compute the gradients with
 * respect to its inputs and names them in the order of the inputs; undefined where there is none or none is needed.
 */
export type GradientRule = (node: GraphNode, gradient: string, context: GradientContext) => (string | undefined)[];
