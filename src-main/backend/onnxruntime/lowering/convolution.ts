import { int, ints, intsAttribute, numberAttribute } from '../../../graph/attribute.ts';
import type { GraphNode } from '../../../graph/graph.ts';
import { readWindow, windowOutput, type Window } from '../../../graph/window.ts';
import type { Lowering, LoweringContext } from './lowering.ts';

/** Gradient of a convolution's input: the transposed convolution of dy with the same weights. */
export const lowerConvInputGradient: Lowering = (node, [gradient = '', weight = ''], context) => {
  const [, , height = 1, width = 1] = intsAttribute(node, 'input_shape', []);
  const [, , ...kernel] = context.shape(node.inputs[1] ?? '');
  const window = readWindow(node, kernel);
  return [
    context.builder.add('ConvTranspose', [gradient, weight], {
      attributes: {
        kernel_shape: ints(window.kernel),
        strides: ints(window.strides),
        pads: ints(window.pads),
        dilations: ints(window.dilations),
        group: int(numberAttribute(node, 'group', 1)),
        output_padding: ints(unreached(window, height, width)),
      },
    }),
  ];
};

/** Rows and columns at the far edge of the input that no window reaches. */
function unreached(window: Window, height: number, width: number): [number, number] {
  const [outputHeight, outputWidth] = windowOutput(window, height, width);
  const { kernel, strides, pads, dilations } = window;
  return [
    height + pads[0] + pads[2] - (outputHeight - 1) * strides[0] - dilations[0] * (kernel[0] - 1) - 1,
    width + pads[1] + pads[3] - (outputWidth - 1) * strides[1] - dilations[1] * (kernel[1] - 1) - 1,
  ];
}

/** Gradient of a convolution's weight [O, C/group, kh, kw]: dy [O, N·H'·W'] times the input's columns [kh·kw·C, N·H'·W'] transposed. */
export const lowerConvWeightGradient: Lowering = (node, [gradient = '', input = ''], context) => {
  const { builder } = context;
  const [filters = 1, perGroup = 1, kernelHeight = 1, kernelWidth = 1] = intsAttribute(node, 'weight_shape', []);
  const group = numberAttribute(node, 'group', 1);
  const [batch = 1, , outputHeight = 1, outputWidth = 1] = context.shape(node.inputs[0] ?? '');
  const positions = batch * outputHeight * outputWidth;
  const byFilter = builder.add('Transpose', [gradient], { attributes: { perm: ints([1, 0, 2, 3]) } });
  const taps = kernelHeight * kernelWidth;
  const columns = channelMajorColumns(node, input, context);
  if (group === 1) {
    const rows = builder.add('Reshape', [byFilter, builder.ints([filters, positions])]);
    const matrix = builder.add('Reshape', [columns, builder.ints([taps * perGroup, positions])]);
    const product = builder.add('Gemm', [rows, matrix], { attributes: { transB: int(1) } });
    const split = builder.add('Reshape', [product, builder.ints([filters, taps, perGroup])]);
    const ordered = builder.add('Transpose', [split], { attributes: { perm: ints([0, 2, 1]) } });
    return [builder.add('Reshape', [ordered, builder.ints([filters, perGroup, kernelHeight, kernelWidth])])];
  }
  const rows = builder.add('Reshape', [byFilter, builder.ints([group, filters / group, positions])]);
  const byTap = builder.add('Reshape', [columns, builder.ints([taps, group, perGroup, positions])]);
  const byGroup = builder.add('Transpose', [byTap], { attributes: { perm: ints([1, 3, 2, 0]) } });
  const matrix = builder.add('Reshape', [byGroup, builder.ints([group, positions, perGroup * taps])]);
  const product = builder.add('MatMul', [rows, matrix]);
  return [builder.add('Reshape', [product, builder.ints([filters, perGroup, kernelHeight, kernelWidth])])];
};

/** The input [N, C, H, W] as columns, [kh·kw, C, N, H', W']: one shifted copy for each kernel position. */
function channelMajorColumns(node: GraphNode, input: string, context: LoweringContext): string {
  const { builder } = context;
  const shape = context.shape(node.inputs[1] ?? '');
  const [, , height = 1, width = 1] = shape;
  const [, , ...kernel] = intsAttribute(node, 'weight_shape', []);
  const window = readWindow(node, kernel);
  const { strides, pads, dilations } = window;
  const [outputHeight, outputWidth] = windowOutput(window, height, width);
  const channelMajor = builder.add('Transpose', [input], { attributes: { perm: ints([1, 0, 2, 3]) } });
  const padded = pads.every((pad) => pad === 0)
    ? channelMajor
    : builder.add('Pad', [channelMajor, builder.ints([0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]])]);
  const taps: string[] = [];
  for (let row = 0; row < window.kernel[0]; row++) {
    for (let column = 0; column < window.kernel[1]; column++) {
      const top = row * dilations[0];
      const left = column * dilations[1];
      const ends = [top + (outputHeight - 1) * strides[0] + 1, left + (outputWidth - 1) * strides[1] + 1];
      taps.push(
        builder.add('Slice', [padded, builder.ints([top, left]), builder.ints(ends), builder.ints([2, 3]), builder.ints(strides)]),
      );
    }
  }
  return taps.length === 1 ? (taps[0] ?? '') : builder.add('Concat', taps, { attributes: { axis: int(0) } });
}
