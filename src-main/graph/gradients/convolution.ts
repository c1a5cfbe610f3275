import { ints } from '../attribute.ts';
import type { GradientRule } from './rule.ts';
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
  const biasGradient =
    bias !== undefined && context.needsGradient(bias)
      ? builder.add('ReduceSum', [gradient, builder.ints([0, 2, 3])], {
          attributes: { keepdims: { type: 'int', value: 0 } },
        })
      : undefined;
  return [inputGradient, weightGradient, biasGradient];
};
