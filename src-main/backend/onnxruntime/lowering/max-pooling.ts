import { int, ints } from '../../../graph/attribute.ts';
import { floatTensor, zeros, type FloatTensor } from '../../../graph/tensor.ts';
import {
  pixelSeen,
  readWindow,
  unreachedEdge,
  windowOutput,
  windowsAreDisjoint,
  type Window,
} from '../../../graph/window.ts';
import type { Lowering } from './lowering.ts';
import { oneHotKernels } from './one-hot-kernels.ts';

/** MaxPool; where its gradient is wanted, the same run yields the indices that it takes. */
export const lowerMaxPool: Lowering = (node, inputs, context) => {
  const { builder } = context;
  const [pooled = ''] = node.outputs;
  if (context.device !== 'cpu' || !context.isReadBy(pooled, 'MaxPoolGradient')) {
    return [builder.add('MaxPool', inputs, { attributes: node.attributes })];
  }
  const [value = '', indices = ''] = builder.addMany('MaxPool', inputs, 2, { attributes: node.attributes });
  context.shared(indicesOf(pooled), () => indices);
  return [value];
};

function indicesOf(pooled: string): string {
  return `indices of the largest elements ${pooled}`;
}

/**
 * MaxPool's gradient: dy goes to the first largest element of its window, as in PyTorch; where windows overlap,
 * contributions to one element add up. Only the CPU has both the indices of MaxPool and an operator that takes them; there
 * they are 2.5 times as fast as the general way.
 */
export const lowerMaxPoolGradient: Lowering = (node, inputs, context) =>
  context.device === 'cpu' ? scatterByIndices(node, inputs, context) : spreadByTaps(node, inputs, context);

/** By the indices of the largest elements. */
const scatterByIndices: Lowering = (node, [gradient = '', input = ''], context) => {
  const { builder } = context;
  const shape = context.shape(node.inputs[1] ?? '');
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const window = readWindow(node);
  const indices = context.shared(indicesOf(node.inputs[2] ?? ''), () => {
    const [, found = ''] = builder.addMany('MaxPool', [input], 2, { attributes: node.attributes });
    return found;
  });
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

/** Lower than any activation: what a place in the padding counts as. */
const NEVER_LARGEST = -3e38;

/**
 * Without indices: a convolution with one-hot kernels lays each window's elements side by side, Hardmax marks the first
 * largest, and the transposed convolution puts its dy back in place.
 */
const spreadByTaps: Lowering = (node, [gradient = '', input = ''], context) => {
  const { builder } = context;
  const shape = context.shape(node.inputs[1] ?? '');
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const window = readWindow(node);
  const { kernel, strides, pads, dilations } = window;
  const placement = {
    kernel_shape: ints(kernel),
    strides: ints(strides),
    pads: ints(pads),
    dilations: ints(dilations),
  };
  const taps = builder.constant(oneHotKernels(kernel));
  const planes = builder.add('Reshape', [input, builder.ints([batch * channels, 1, height, width])]);
  const elements = builder.add('Conv', [planes, taps], { attributes: placement });
  const candidates = pads.every((pad) => pad === 0)
    ? elements
    : builder.add('Add', [elements, builder.constant(paddingPenalty(window, height, width))]);
  const first = builder.add('Hardmax', [candidates], { attributes: { axis: int(1) } });
  const outputs = windowOutput(window, height, width);
  const rows = builder.add('Reshape', [gradient, builder.ints([batch * channels, 1, ...outputs])]);
  const spread = builder.add('ConvTranspose', [builder.add('Mul', [first, rows]), taps], {
    attributes: { ...placement, output_padding: ints(unreachedEdge(window, height, width)) },
  });
  return [builder.add('Reshape', [spread, builder.ints(shape)])];
};

/** 0 where a window's position lies on the map, else a number below all others: [1, kh·kw, H', W']. */
function paddingPenalty(window: Window, height: number, width: number): FloatTensor {
  const taps = window.kernel[0] * window.kernel[1];
  const output = windowOutput(window, height, width);
  const penalties: number[] = [];
  for (let tap = 0; tap < taps; tap++) {
    for (let place = 0; place < output[0] * output[1]; place++) {
      penalties.push(pixelSeen({ window, map: [height, width], output }, place, tap) < 0 ? NEVER_LARGEST : 0);
    }
  }
  return floatTensor([1, taps, ...output], penalties);
}
