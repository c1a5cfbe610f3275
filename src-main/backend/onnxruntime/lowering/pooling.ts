import { ints, intsAttribute, numberAttribute } from '../../../graph/attribute.ts';
import { floatTensor, type FloatTensor } from '../../../graph/tensor.ts';
import { readWindow, unreachedEdge, windowOutput, type Window } from '../../../graph/window.ts';
import { scalar } from './elementwise.ts';
import type { Lowering } from './lowering.ts';

/**
 * AveragePool's gradient: dy over the number of elements its window averages, spread by a transposed convolution of ones,
 * channel by channel. As in ONNX, padding counts as an element only with count_include_pad 1.
 */
export const lowerAveragePoolGradient: Lowering = (node, [gradient = ''], context) => {
  const { builder } = context;
  const shape = intsAttribute(node, 'input_shape', []);
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const window = readWindow(node);
  const { kernel, strides, pads, dilations } = window;
  const [outputHeight, outputWidth] = windowOutput(window, height, width);
  const planes = builder.add('Reshape', [gradient, builder.ints([batch * channels, 1, outputHeight, outputWidth])]);
  const countPadding = numberAttribute(node, 'count_include_pad', 0) === 1;
  const shares = averagingShares(window, height, width, countPadding);
  const spread = builder.add(
    'ConvTranspose',
    [
      builder.add('Mul', [planes, builder.constant(shares)]),
      builder.constant(floatTensor([1, 1, ...kernel], new Float32Array(kernel[0] * kernel[1]).fill(1))),
    ],
    {
      attributes: {
        kernel_shape: ints(kernel),
        strides: ints(strides),
        pads: ints(pads),
        dilations: ints(dilations),
        output_padding: ints(unreachedEdge(window, height, width)),
      },
    },
  );
  return [builder.add('Reshape', [spread, builder.ints(shape)])];
};

/** What one element counts in the average of each window: [1, 1, H', W']. */
function averagingShares(window: Window, height: number, width: number, countPadding: boolean): FloatTensor {
  const [outputHeight, outputWidth] = windowOutput(window, height, width);
  const rows = countElementsSeen(window, 0, height, outputHeight, countPadding);
  const columns = countElementsSeen(window, 1, width, outputWidth, countPadding);
  return floatTensor(
    [1, 1, outputHeight, outputWidth],
    rows.flatMap((row) => columns.map((column) => 1 / (row * column))),
  );
}

/** How many elements along one axis each window averages. */
function countElementsSeen(
  { kernel, strides, pads, dilations }: Window,
  axis: 0 | 1,
  size: number,
  outputs: number,
  countPadding: boolean,
): number[] {
  return Array.from({ length: outputs }, (_, output) => {
    const start = output * strides[axis] - pads[axis];
    const inside = Array.from({ length: kernel[axis] }, (__, tap) => start + tap * dilations[axis]).filter(
      (place) => countPadding || (place >= 0 && place < size),
    );
    return inside.length;
  });
}

/** GlobalAveragePool's gradient: dy / (H·W) in every place. */
export const lowerGlobalAveragePoolGradient: Lowering = (node, [gradient = ''], context) => {
  const { builder } = context;
  const shape = intsAttribute(node, 'input_shape', []);
  const [, , height = 1, width = 1] = shape;
  const shared = builder.add('Mul', [gradient, scalar(context, 1 / (height * width))]);
  return [builder.add('Expand', [shared, builder.ints(shape)])];
};
