import { int } from '../attribute.ts';
import type { GraphNode } from '../graph.ts';
import type { GradientContext } from './rule.ts';

/** Sums a gradient of shape `from` over the axes along which an operand of shape `to` was broadcast. */
export function sumToShape(
  gradient: string,
  from: readonly number[],
  to: readonly number[],
  { builder }: GradientContext,
): string {
  const lead = from.length - to.length;
  const axes = from.flatMap((size, axis) => (axis < lead || (to[axis - lead] === 1 && size !== 1) ? [axis] : []));
  if (axes.length === 0) return gradient;
  const summed = builder.add('ReduceSum', [gradient, builder.ints(axes)], { attributes: { keepdims: int(0) } });
  return axes.every((axis) => axis < lead) ? summed : builder.add('Reshape', [summed, builder.ints(to)]);
}

/**
 * The gradients of an operator that combines its operands element by element: for each that needs one, what `partial` makes of its
 * index, in the output's shape, summed to the operand's own.
 */
export function operandGradients(
  node: GraphNode,
  context: GradientContext,
  partial: (index: number) => string,
): (string | undefined)[] {
  const output = context.shape(node.outputs[0] ?? '');
  return node.inputs.map((input, index) =>
    context.needsGradient(input) ? sumToShape(partial(index), output, context.shape(input), context) : undefined,
  );
}
