import { int, ints, intsAttribute, numberAttribute, type Attributes } from '../../../graph/attribute.ts';
import { floatTensor } from '../../../graph/tensor.ts';
import type { GraphNode } from '../../../graph/graph.ts';
import { readWindow, unreachedEdge, windowOutput, type Window } from '../../../graph/window.ts';
import { blockedBackwardFilter, blockedFilter, convolveBlocked, isFasterBlocked } from './blocked-convolution.ts';
import { imageColumns, SHARED_COLUMNS_MAP } from './columns.ts';
import type { Lowering, LoweringContext } from './lowering.ts';

/** On maps of at most this many pixels one product over the whole batch beats ONNX Runtime's convolution, image by image. */
const SMALL_MAP = 16;

/** Turning many weights around for few places costs more than the transposed convolution, which takes them as they are, loses. */
const FEW_PLACES = 512;
const MANY_WEIGHTS = 2 ** 22;

/** Convolution while training: on small maps the columns [N·H'·W', kh·kw·C] it shares with the weight's gradient, times the weights. */
export const lowerConv: Lowering = (node, inputs, context) => {
  const [input = '', weight = '', bias] = inputs;
  const { builder } = context;
  const [filters = 1, perGroup = 1, kernelHeight = 1, kernelWidth = 1] = context.shape(node.inputs[1] ?? '');
  const shape = context.shape(node.inputs[0] ?? '');
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const window = readWindow(node, [kernelHeight, kernelWidth]);
  const [outputHeight, outputWidth] = windowOutput(window, height, width);
  const taps = kernelHeight * kernelWidth;
  const places = batch * outputHeight * outputWidth;
  if (!readsSharedColumns(node, context.shape)) {
    if (perGroup === channels && isFasterBlocked({ filters, channels, taps, places }, context)) {
      const filter = blockedFilter(weight, [filters, channels, kernelHeight, kernelWidth], context);
      return [convolveBlocked(input, filter, bias, { filters, attributes: windowAttributes(window) }, context)];
    }
    return [builder.add('Conv', inputs, { attributes: node.attributes })];
  }
  const columns = imageColumns(input, shape, window, context);
  const byPixel = context.hasChannelsLast(node.inputs[1] ?? '')
    ? weight
    : builder.add('Transpose', [weight], { attributes: { perm: ints([0, 2, 3, 1]) } });
  const matrix = builder.add('Reshape', [byPixel, builder.ints([filters, taps * channels])]);
  const product = builder.add('Gemm', bias === undefined ? [columns, matrix] : [columns, matrix, bias], {
    attributes: { transB: int(1) },
  });
  return [builder.add('Reshape', [product, builder.ints([batch, outputHeight, outputWidth, filters])])];
};

/** Whether a convolution is lowered to a product with columns. */
export function readsSharedColumns(node: GraphNode, shape: LoweringContext['shape']): boolean {
  const [, perGroup = 1, ...kernel] = shape(node.inputs[1] ?? '');
  const [, channels = 1, height = 1, width = 1] = shape(node.inputs[0] ?? '');
  const [outputHeight, outputWidth] = windowOutput(readWindow(node, kernel), height, width);
  return perGroup === channels && outputHeight * outputWidth <= SHARED_COLUMNS_MAP;
}

/**
 * Gradient of a convolution's input. With stride 1 it is a convolution of dy with the weights turned by 180° and the
 * two channel axes of each group exchanged; otherwise ONNX's transposed convolution.
 */
export const lowerConvInputGradient: Lowering = (node, [gradient = '', weight = ''], context) => {
  const { builder } = context;
  const [batch = 1, channels = 1, height = 1, width = 1] = intsAttribute(node, 'input_shape', []);
  const [filters = 1, , kernelHeight = 1, kernelWidth = 1] = context.shape(node.inputs[1] ?? '');
  const window = readWindow(node, [kernelHeight, kernelWidth]);
  const group = numberAttribute(node, 'group', 1);
  const mirrored = mirror(window);
  const taps = kernelHeight * kernelWidth;
  const places = batch * height * width;
  if (isTransposedConvolution(node, context.shape)) {
    return [
      builder.add('ConvTranspose', [gradient, weight], {
        attributes: {
          ...windowAttributes(window),
          group: int(group),
          output_padding: ints(unreachedEdge(window, height, width)),
        },
      }),
    ];
  }
  const [inside, outside] = [channels / group, filters / group];
  if (carriesBackByColumns(node, context.shape)) {
    const gradientShape = context.shape(node.inputs[0] ?? '');
    const columns = imageColumns(gradient, gradientShape, mirrored, context, 'mirrored');
    const isChannelsLast = context.hasChannelsLast(node.inputs[1] ?? '');
    const split = isChannelsLast ? [filters, taps, channels] : [filters, channels, taps];
    const byTap = builder.add('Transpose', [builder.add('Reshape', [weight, builder.ints(split)])], {
      attributes: { perm: ints(isChannelsLast ? [1, 0, 2] : [2, 0, 1]) },
    });
    const matrix = builder.add('Reshape', [byTap, builder.ints([taps * filters, channels])]);
    const product = builder.add('Gemm', [columns, matrix]);
    return [builder.add('Reshape', [product, builder.ints([batch, height, width, channels])])];
  }
  if (group === 1 && isFasterBlocked({ filters: channels, channels: filters, taps, places }, context)) {
    const filter = blockedBackwardFilter(weight, [filters, channels, kernelHeight, kernelWidth], context);
    const attributes = windowAttributes(mirrored);
    return [convolveBlocked(gradient, filter, undefined, { filters: channels, attributes }, context)];
  }
  const split = builder.add('Reshape', [weight, builder.ints([group, outside, inside, taps])]);
  const exchanged = builder.add('Transpose', [split], { attributes: { perm: ints([0, 2, 1, 3]) } });
  const turned = taps === 1 ? exchanged : builder.add('MatMul', [exchanged, reversal(taps, context)]);
  const kernel = builder.add('Reshape', [turned, builder.ints([channels, outside, kernelHeight, kernelWidth])]);
  return [
    builder.add('Conv', [gradient, kernel], { attributes: { ...windowAttributes(mirrored), group: int(group) } }),
  ];
};

/** Whether a convolution's gradient goes to its input by ONNX's transposed convolution. */
function isTransposedConvolution(node: GraphNode, shape: LoweringContext['shape']): boolean {
  const [batch = 1, channels = 1, height = 1, width = 1] = intsAttribute(node, 'input_shape', []);
  const [filters = 1, , ...kernel] = shape(node.inputs[1] ?? '');
  const window = readWindow(node, kernel);
  const taps = window.kernel[0] * window.kernel[1];
  const isMostlyWeights = taps > 1 && batch * height * width <= FEW_PLACES && filters * channels * taps >= MANY_WEIGHTS;
  return isMostlyWeights || window.strides.some((stride) => stride !== 1) || mirror(window).pads.some((pad) => pad < 0);
}

/** Whether it goes there by a product with columns. */
export function carriesBackByColumns(node: GraphNode, shape: LoweringContext['shape']): boolean {
  const [, , height = 1, width = 1] = intsAttribute(node, 'input_shape', []);
  const isWhole = numberAttribute(node, 'group', 1) === 1;
  return isWhole && height * width <= SMALL_MAP && !isTransposedConvolution(node, shape);
}

/** The window that a convolution with stride 1 is turned back by. */
function mirror(window: Window): Window {
  const { kernel, pads, dilations } = window;
  const [reachY, reachX] = [dilations[0] * (kernel[0] - 1), dilations[1] * (kernel[1] - 1)];
  return { ...window, pads: [reachY - pads[0], reachX - pads[1], reachY - pads[2], reachX - pads[3]] };
}

export function windowAttributes({ kernel, strides, pads, dilations }: Window): Attributes {
  return { kernel_shape: ints(kernel), strides: ints(strides), pads: ints(pads), dilations: ints(dilations) };
}

/** A permutation matrix that turns the kernel positions around; as a product it is much faster than a strided Slice. */
function reversal(taps: number, context: LoweringContext): string {
  return context.shared(`reversal ${taps}`, () => {
    const matrix = new Float32Array(taps * taps);
    for (let tap = 0; tap < taps; tap++) matrix[tap * taps + taps - 1 - tap] = 1;
    return context.builder.constant(floatTensor([taps, taps], matrix));
  });
}
