import type { GraphBuilder } from '../builder.ts';
import type { GraphNode } from '../graph.ts';

/** Operators of this domain stay single nodes in our graphs; a backend lowers them to what it has. */
export const ESPALIER_DOMAIN = 'espalier';

export interface GradientContext {
  readonly builder: GraphBuilder;
  /** The concrete shape of a value of the forward graph. */
  shape(value: string): number[];
  /** Whether any trainable weight lies upstream of a value, so that its gradient is worth computing. */
  needsGradient(value: string): boolean;
}

/**
 * Given the gradient of the loss with respect to a node's first output, adds the nodes that compute the gradients with
 * respect to its inputs and names them in the order of the inputs; undefined where there is none or none is needed.
 */
export type GradientRule = (node: GraphNode, gradient: string, context: GradientContext) => (string | undefined)[];
