import { countElements } from '../tensor.ts';
import { intsAttribute } from '../attribute.ts';
import { axisOf, optionalInts } from '../shape-rules/constant-input.ts';
import type { GradientRule } from './rule.ts';

/** ReduceSum: the gradient repeated along the axes that were summed. */
export const sumGradient: GradientRule = (node, gradient, { builder, shape, weights }) => {
  const size = shape(node.inputs[0] ?? '');
  const given = optionalInts(node, 1, weights, intsAttribute(node, 'axes', [...size.keys()]));
  const axes = given.map((axis) => axisOf(node, axis, size));
  const kept = size.map((extent, axis) => (axes.includes(axis) ? 1 : extent));
  const aligned = builder.add('Reshape', [gradient, builder.ints(kept)]);
  return [builder.add('Expand', [aligned, builder.ints(size)])];
};

/** ReduceMean: the same, over the number of elements of each mean. */
export const meanGradient: GradientRule = (node, gradient, context) => {
  const { builder, shape } = context;
  const share = countElements(shape(node.outputs[0] ?? '')) / countElements(shape(node.inputs[0] ?? ''));
  return sumGradient(node, builder.add('Mul', [gradient, context.scalar(share)]), context);
};
