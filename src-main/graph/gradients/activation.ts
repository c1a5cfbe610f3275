import { float, int, numberAttribute } from '../attribute.ts';
import { sumToShape } from './broadcast.ts';
import type { GradientRule } from './rule.ts';
import { ESPALIER_DOMAIN } from './rule.ts';

/** Relu: the gradient where the output is positive, else 0. */
export const reluGradient: GradientRule = (node, gradient, { builder }) => [
  builder.add('ReluGradient', [gradient, node.outputs[0] ?? ''], { domain: ESPALIER_DOMAIN }),
];

/**
 * LeakyRelu: the gradient where the input is positive, else times alpha. Where the slope is not negative the output has the input's sign,
 * and the input need not be kept for it.
 */
export const leakyReluGradient: GradientRule = (node, gradient, { builder }) => {
  const alpha = numberAttribute(node, 'alpha', 0.01);
  const [signed = ''] = alpha < 0 ? node.inputs : node.outputs;
  return [
    builder.add('LeakyReluGradient', [gradient, signed], {
      domain: ESPALIER_DOMAIN,
      attributes: { alpha: float(alpha) },
    }),
  ];
};

/** PRelu, x where x is positive, else slope·x: dx = dy or slope·dy, dslope = 0 or dy·x. */
export const parametricReluGradient: GradientRule = (node, gradient, context) => {
  const { builder } = context;
  const [input = '', slope = ''] = node.inputs;
  const positive = builder.add('Greater', [input, context.scalar(0)]);
  const inputGradient = context.needsGradient(input)
    ? builder.add('Where', [positive, gradient, builder.add('Mul', [gradient, slope])])
    : undefined;
  if (!context.needsGradient(slope)) return [inputGradient];
  const share = builder.add('Where', [positive, context.scalar(0), builder.add('Mul', [gradient, input])]);
  return [inputGradient, sumToShape(share, context.shape(input), context.shape(slope), context)];
};

/** Clip (ReLU6 is one): the gradient where nothing was cut off, as in PyTorch's clamp; the bounds are constants. */
export const clipGradient: GradientRule = (node, gradient, { builder, scalar }) => {
  const kept = builder.add('Equal', [node.inputs[0] ?? '', node.outputs[0] ?? '']);
  return [builder.add('Where', [kept, gradient, scalar(0)])];
};

/** HardSigmoid, y = αx + β cut to [0, 1]: α·dy where nothing was cut off. */
export const hardSigmoidGradient: GradientRule = (node, gradient, context) => {
  const { builder } = context;
  const scaled = builder.add('Mul', [gradient, context.scalar(numberAttribute(node, 'alpha', 0.2))]);
  return [builder.add('Where', [isBetween0And1(node.outputs[0] ?? '', context), scaled, context.scalar(0)])];
};

/** HardSwish, x·h with h = x/6 + ½ cut to [0, 1]: dy·(h + x/6 where h was not cut off). */
export const hardSwishGradient: GradientRule = (node, gradient, context) => {
  const { builder } = context;
  const [input = ''] = node.inputs;
  const sixth = 1 / 6;
  const gate = builder.add('HardSigmoid', [input], { attributes: { alpha: float(sixth), beta: float(0.5) } });
  const slope = builder.add('Mul', [input, context.scalar(sixth)]);
  const inside = builder.add('Where', [isBetween0And1(gate, context), slope, context.scalar(0)]);
  return [builder.add('Mul', [gradient, builder.add('Add', [gate, inside])])];
};

function isBetween0And1(value: string, { builder, scalar }: Parameters<GradientRule>[2]): string {
  return builder.add('And', [builder.add('Greater', [value, scalar(0)]), builder.add('Less', [value, scalar(1)])]);
}

/** The gradient as it is: Identity, and Dropout, which our training graphs leave out. */
export const identityGradient: GradientRule = (_, gradient) => [gradient];

/** SoftmaxCrossEntropy: inputs logits [N, classes] and labels [N]; the gradient of the loss itself is a scalar, mostly 1. */
export const softmaxCrossEntropyGradient: GradientRule = (node, gradient, { builder, scalar }) => {
  const [, labels = ''] = node.inputs;
  const [, logProbabilities = ''] = node.outputs;
  const ofLogits = builder.add('SoftmaxCrossEntropyGradient', [logProbabilities, labels], {
    domain: ESPALIER_DOMAIN,
    attributes: { classes: node.attributes.classes ?? int(0) },
  });
  return [gradient === scalar(1) ? ofLogits : builder.add('Mul', [ofLogits, gradient]), undefined];
};
