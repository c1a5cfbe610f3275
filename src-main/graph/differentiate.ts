import { EspalierError } from '../../src-shared/errors.ts';
import type { GraphBuilder } from './builder.ts';
import { GRADIENT_RULES } from './gradients/rules.ts';
import type { GradientContext } from './gradients/rule.ts';
import type { GraphNode } from './graph.ts';
import { concreteShape, type Shapes } from './shape-inference.ts';
import { floatTensor, zeros } from './tensor.ts';

export interface Differentiation {
  /** The nodes of the forward graph, in topological order; they are in the builder already. */
  readonly nodes: readonly GraphNode[];
  readonly shapes: Shapes;
  /** The scalar to differentiate. */
  readonly loss: string;
  /** The weights whose gradients are wanted. */
  readonly parameters: ReadonlySet<string>;
}

/**
 * Reverse-mode differentiation: appends the backward pass to the builder and names the gradient of the loss with
 * respect to each parameter. A value read by several nodes gets the sum of their gradients.
 * @throws EspalierError `bad-network` naming an operator that has no gradient, or a parameter the loss does not reach.
 */
export function differentiate(builder: GraphBuilder, forward: Differentiation): Map<string, string> {
  const { nodes, shapes, loss, parameters } = forward;
  const dependent = new Set(parameters);
  for (const node of nodes) {
    if (node.inputs.some((input) => dependent.has(input))) node.outputs.forEach((output) => dependent.add(output));
  }
  const scalars = new Map<number, string>();
  const scalar = (value: number): string => {
    const name = scalars.get(value) ?? builder.constant(floatTensor([], [value]));
    scalars.set(value, name);
    return name;
  };
  const gradients = new Map([[loss, scalar(1)]]);
  const { weights } = builder.build();
  const context: GradientContext = {
    builder,
    weights,
    scalar,
    shape: (value) => concreteShape(shapes, value),
    needsGradient: (value) => dependent.has(value),
    gradient: (value) => gradients.get(value) ?? builder.constant(zeros(concreteShape(shapes, value))),
  };
  for (const node of [...nodes].reverse()) {
    const isReached = node.outputs.some((output) => gradients.has(output));
    if (!isReached || !node.inputs.some((input) => dependent.has(input))) continue;
    const rule = GRADIENT_RULES.get(node.operator);
    if (rule === undefined) {
      throw new EspalierError('bad-network', `node "${node.name}": ${node.operator} can't be trained yet`);
    }
    rule(node, context.gradient(node.outputs[0] ?? ''), context).forEach((partial, index) => {
      const input = node.inputs[index];
      if (partial === undefined || input === undefined || !dependent.has(input)) return;
      const earlier = gradients.get(input);
      gradients.set(input, earlier === undefined ? partial : builder.add('Add', [earlier, partial]));
    });
  }
  return new Map(
    [...parameters].map((parameter) => {
      const gradient = gradients.get(parameter);
      if (gradient === undefined) throw new EspalierError('bad-network', `the loss does not depend on "${parameter}"`);
      return [parameter, gradient] as const;
    }),
  );
}
