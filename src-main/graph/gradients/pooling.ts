import { ints } from '../attribute.ts';
import type { GradientRule } from './rule.ts';
import { ESPALIER_DOMAIN } from './rule.ts';

/** MaxPool: the gradient goes to the first largest element of each window, as in PyTorch. */
export const maxPoolGradient: GradientRule = (node, gradient, context) => {
  const [input = ''] = node.inputs;
  return [
    context.builder.add('MaxPoolGradient', [gradient, input, node.outputs[0] ?? ''], {
      domain: ESPALIER_DOMAIN,
      attributes: node.attributes,
    }),
  ];
};

/** GlobalMaxPool: a window as large as the map. */
export const globalMaxPoolGradient: GradientRule = (node, gradient, context) =>
  maxPoolGradient(
    { ...node, attributes: { kernel_shape: ints(context.shape(node.inputs[0] ?? '').slice(2)) } },
    gradient,
    context,
  );

/** AveragePool: each window's gradient is shared equally by its elements. */
export const averagePoolGradient: GradientRule = (node, gradient, context) => [
  context.builder.add('AveragePoolGradient', [gradient], {
    domain: ESPALIER_DOMAIN,
    attributes: { ...node.attributes, input_shape: ints(context.shape(node.inputs[0] ?? '')) },
  }),
];

/** GlobalAveragePool: [N, C, 1, 1] spread over [N, C, H, W] and divided by H·W. */
export const globalAveragePoolGradient: GradientRule = (node, gradient, context) => [
  context.builder.add('GlobalAveragePoolGradient', [gradient], {
    domain: ESPALIER_DOMAIN,
    attributes: { input_shape: ints(context.shape(node.inputs[0] ?? '')) },
  }),
];
