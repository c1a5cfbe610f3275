import { ints, intsAttribute } from '../../../graph/attribute.ts';
import { floatTensor, zeros } from '../../../graph/tensor.ts';
import { readWindow, windowOutput, windowsAreDisjoint } from '../../../graph/window.ts';
import { scalar } from './elementwise.ts';
import type { Lowering } from './lowering.ts';

/**
 * MaxPool's gradient by the indices of the largest elements (the first of equals, as in PyTorch): a scatter of dy; where
 * windows overlap, contributions to one element add up.
 */
export const lowerMaxPoolGradient: Lowering = (node, [gradient = '', input = ''], context) => {
  const { builder } = context;
  const shape = context.shape(node.inputs[1] ?? '');
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const window = readWindow(node);
  const [, indices = ''] = builder.addMany('MaxPool', [input], 2, { attributes: node.attributes });
  const [outputHeight, outputWidth] = windowOutput(window, height, width);
  if (windowsAreDisjoint(window)) {
    return [
      builder.add('MaxUnpool', [gradient, indices, builder.ints(shape)], {
        attributes: {
          kernel_shape: ints(window.kernel),
          strides: ints(window.strides),
          pads: ints(window.pads),
        },
      }),
    ];
  }
  const count = batch * channels * outputHeight * outputWidth;
  const scattered = builder.add(
    'ScatterElements',
    [
      builder.constant(zeros([batch * channels * height * width])),
      builder.add('Reshape', [indices, builder.ints([count])]),
      builder.add('Reshape', [gradient, builder.ints([count])]),
    ],
    { attributes: { axis: { type: 'int', value: 0 }, reduction: { type: 'string', value: 'add' } } },
  );
  return [builder.add('Reshape', [scattered, builder.ints(shape)])];
};

/** AveragePool's gradient: a transposed convolution of each channel with a window of 1/(kh·kw). Padding counts in the average. */
export const lowerAveragePoolGradient: Lowering = (node, [gradient = ''], context) => {
  const { builder } = context;
  const [batch = 1, channels = 1, height = 1, width = 1] = intsAttribute(node, 'input_shape', []);
  const window = readWindow(node);
  const [kernelHeight, kernelWidth] = window.kernel;
  const [outputHeight, outputWidth] = windowOutput(window, height, width);
  const planes = builder.add('Reshape', [gradient, builder.ints([batch * channels, 1, outputHeight, outputWidth])]);
  const area = kernelHeight * kernelWidth;
  const kernel = builder.constant(floatTensor([1, 1, kernelHeight, kernelWidth], new Float32Array(area).fill(1 / area)));
  const spread = builder.add('ConvTranspose', [planes, kernel], {
    attributes: {
      kernel_shape: ints(window.kernel),
      strides: ints(window.strides),
      pads: ints(window.pads),
      output_padding: ints([
        height + window.pads[0] + window.pads[2] - (outputHeight - 1) * window.strides[0] - kernelHeight,
        width + window.pads[1] + window.pads[3] - (outputWidth - 1) * window.strides[1] - kernelWidth,
      ]),
    },
  });
  return [builder.add('Reshape', [spread, builder.ints([batch, channels, height, width])])];
};

/** GlobalAveragePool's gradient: dy / (H·W) in every place. */
export const lowerGlobalAveragePoolGradient: Lowering = (node, [gradient = ''], context) => {
  const { builder } = context;
  const shape = intsAttribute(node, 'input_shape', []);
  const [, , height = 1, width = 1] = shape;
  const shared = builder.add('Mul', [gradient, scalar(context, 1 / (height * width))]);
  return [builder.add('Expand', [shared, builder.ints(shape)])];
};
