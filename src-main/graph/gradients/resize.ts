import { EspalierError } from '../../../src-shared/errors.ts';
import { ints, textAttribute } from '../attribute.ts';
import type { GraphNode } from '../graph.ts';
import type { GradientRule } from './rule.ts';

/**
 * Resize that repeats every pixel [height, width] times: the sum of the gradients of its copies, as an average times their number.
 * @throws EspalierError `bad-network` for any other resize.
 */
export const resizeGradient: GradientRule = (node, gradient, context) => {
  const { builder, shape } = context;
  const factors = repetition(node, shape(node.inputs[0] ?? ''), shape(node.outputs[0] ?? ''));
  const mean = builder.add('AveragePool', [gradient], {
    attributes: { kernel_shape: ints(factors), strides: ints(factors) },
  });
  return [builder.add('Mul', [mean, context.scalar(factors[0] * factors[1])])];
};

/** How often a Resize repeats each pixel down and across. @throws EspalierError `bad-network` where it does anything else. */
export function repetition(node: GraphNode, input: readonly number[], output: readonly number[]): [number, number] {
  const [batch = 1, channels = 1, height = 1, width = 1] = input;
  const down = (output[2] ?? 1) / height;
  const across = (output[3] ?? 1) / width;
  const coordinates = textAttribute(node, 'coordinate_transformation_mode', 'half_pixel');
  const rounding = textAttribute(node, 'nearest_mode', 'round_prefer_floor');
  const repeats =
    textAttribute(node, 'mode', 'nearest') === 'nearest' &&
    ((coordinates === 'asymmetric' && rounding === 'floor') ||
      (coordinates === 'half_pixel' && rounding.startsWith('round_prefer_')));
  const isWhole =
    input.length === 4 && output[0] === batch && output[1] === channels && [down, across].every(Number.isInteger);
  if (repeats && isWhole) return [down, across];
  throw new EspalierError(
    'bad-network',
    `Resize "${node.name}": only whole repetitions of pixels (mode nearest, asymmetric, floor) are supported here`,
  );
}
