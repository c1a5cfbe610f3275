import type { GradientRule } from './rule.ts';
import { ESPALIER_DOMAIN } from './rule.ts';

/** BatchNormTraining (batch statistics): inputs x, scale, bias, running mean and variance; arXiv 1502.03167, section 3. */
export const batchNormGradient: GradientRule = (node, gradient, context) => {
  const [input = '', scale = ''] = node.inputs;
  const [, mean = '', inverseDeviation = ''] = node.outputs;
  const [inputGradient, scaleGradient, biasGradient] = context.builder.addMany(
    'BatchNormGradient',
    [gradient, input, scale, mean, inverseDeviation],
    3,
    { domain: ESPALIER_DOMAIN, attributes: node.attributes },
  );
  return [context.needsGradient(input) ? inputGradient : undefined, scaleGradient, biasGradient];
};
