import { int, ints } from '../attribute.ts';
import { readTransposedWindow } from '../window.ts';
import type { GradientContext, GradientRule } from './rule.ts';
import { ESPALIER_DOMAIN } from './rule.ts';

/** Conv: one node each for the gradients of the input [N, C, H, W] and the weight [O, C/group, kh, kw]; the bias' is a sum. */
export const convolutionGradient: GradientRule = (node, gradient, context) => {
  const [input = '', weight = '', bias] = node.inputs;
  const { builder } = context;
  const inputGradient = context.needsGradient(input)
    ? builder.add('ConvInputGradient', [gradient, weight], {
        domain: ESPALIER_DOMAIN,
        attributes: { ...node.attributes, input_shape: ints(context.shape(input)) },
      })
    : undefined;
  const weightGradient = context.needsGradient(weight)
    ? builder.add('ConvWeightGradient', [gradient, input], {
        domain: ESPALIER_DOMAIN,
        attributes: { ...node.attributes, weight_shape: ints(context.shape(weight)) },
      })
    : undefined;
  return [inputGradient, weightGradient, biasGradient(bias, gradient, context)];
};

/**
 * ConvTranspose, itself the gradient of a convolution: that convolution of dy gives dx, and its weight's gradient, with x and dy in each
 * other's place, that of the weight [C, O/group, kh, kw].
 */
export const transposedConvolutionGradient: GradientRule = (node, gradient, context) => {
  const [input = '', weight = '', bias] = node.inputs;
  const { builder } = context;
  const weightShape = context.shape(weight);
  const { kernel, strides, pads, dilations } = readTransposedWindow(node, weightShape.slice(2));
  const attributes = {
    kernel_shape: ints(kernel),
    strides: ints(strides),
    pads: ints(pads),
    dilations: ints(dilations),
    group: node.attributes.group ?? int(1),
  };
  const inputGradient = context.needsGradient(input)
    ? builder.add('Conv', [gradient, weight], { attributes })
    : undefined;
  const weightGradient = context.needsGradient(weight)
    ? builder.add('ConvWeightGradient', [input, gradient], {
        domain: ESPALIER_DOMAIN,
        attributes: { ...attributes, weight_shape: ints(weightShape) },
      })
    : undefined;
  return [inputGradient, weightGradient, biasGradient(bias, gradient, context)];
};

/** Σ over N, H' and W' of dy [N, O, H', W']. */
function biasGradient(
  bias: string | undefined,
  gradient: string,
  { builder, needsGradient }: GradientContext,
): string | undefined {
  if (bias === undefined || !needsGradient(bias)) return undefined;
  return builder.add('ReduceSum', [gradient, builder.ints([0, 2, 3])], { attributes: { keepdims: int(0) } });
}
