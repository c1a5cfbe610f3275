import { float, int, numberAttribute } from '../attribute.ts';
import type { GradientRule } from './rule.ts';
import { ESPALIER_DOMAIN } from './rule.ts';

/** Relu: the gradient where the output is positive, else 0. */
export const reluGradient: GradientRule = (node, gradient, { builder }) => [
  builder.add('ReluGradient', [gradient, node.outputs[0] ?? ''], { domain: ESPALIER_DOMAIN }),
];

/** LeakyRelu: the gradient, times alpha where the output is negative. */
export const leakyReluGradient: GradientRule = (node, gradient, { builder }) => [
  builder.add('LeakyReluGradient', [gradient, node.outputs[0] ?? ''], {
    domain: ESPALIER_DOMAIN,
    attributes: { alpha: float(numberAttribute(node, 'alpha', 0.01)) },
  }),
];

/** The gradient as it is: Identity, and Dropout, which our training graphs leave out. */
export const identityGradient: GradientRule = (_, gradient) => [gradient];

/** SoftmaxCrossEntropy: inputs logits [N, classes] and labels [N]; the loss is a mean, so its own gradient is 1. */
export const softmaxCrossEntropyGradient: GradientRule = (node, _, { builder }) => {
  const [, labels = ''] = node.inputs;
  const [, logProbabilities = ''] = node.outputs;
  return [
    builder.add('SoftmaxCrossEntropyGradient', [logProbabilities, labels], {
      domain: ESPALIER_DOMAIN,
      attributes: { classes: node.attributes.classes ?? int(0) },
    }),
    undefined,
  ];
};
