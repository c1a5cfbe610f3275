import { ints } from '../attribute.ts';
import { permutationOf } from '../shape-rules/layout.ts';
import { sumToShape } from './broadcast.ts';
import type { GradientRule } from './rule.ts';

/** Flatten, Reshape, Squeeze and Unsqueeze: the gradient in the input's shape. */
export const reshapeGradient: GradientRule = (node, gradient, { builder, shape }) => [
  builder.add('Reshape', [gradient, builder.ints(shape(node.inputs[0] ?? ''))]),
];

/** Transpose: the axes exchanged back. */
export const transposeGradient: GradientRule = (node, gradient, { builder, shape }) => {
  const order = permutationOf(node, shape(node.inputs[0] ?? '').length);
  const back = order.map((_, axis) => order.indexOf(axis));
  return [builder.add('Transpose', [gradient], { attributes: { perm: ints(back) } })];
};

/** Expand: summed over the axes it was repeated along. */
export const expandGradient: GradientRule = (node, gradient, context) => [
  sumToShape(gradient, context.shape(node.outputs[0] ?? ''), context.shape(node.inputs[0] ?? ''), context),
];
