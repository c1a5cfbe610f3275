import { numberAttribute } from '../../graph/attribute.ts';
import { floatTensor, type FloatTensor } from '../../graph/tensor.ts';
import { readTransposedWindow, transposedOutput } from '../../graph/window.ts';
import { FLOAT, integers, text } from './graph-definition.ts';
import { fixedSize, refuse, type NodeWriter } from './graph-writer.ts';
import { permute } from './permute.ts';

/** [C, O, kh, kw] to [kh, kw, C, O]. */
const KERNEL_ORDER = [2, 3, 0, 1];

/**
 * ConvTranspose as a Conv2D, by the kernels turned around, of the map with zeros between its pixels: TensorFlow's own operator wants
 * to know the batch.
 */
export const writeTransposedConvolution: NodeWriter = (node, writer) => {
  const [input = '', weight = '', bias = ''] = node.inputs;
  const [output = ''] = node.outputs;
  if (!writer.isWeight(weight)) refuse(node, 'its weights are computed, not constant');
  if (numberAttribute(node, 'group', 1) !== 1) refuse(node, 'it has groups');
  const weights = writer.tensor(weight);
  const window = readTransposedWindow(node, weights.shape.slice(2));
  const { kernel, strides, pads, dilations } = window;
  const [, channels = 1, height = 1, width = 1] = writer.shape(input).map(fixedSize);
  const [down, across] = strides;
  const reach = [dilations[0] * (kernel[0] - 1), dilations[1] * (kernel[1] - 1)] as const;
  const size = transposedOutput(window, height, width);
  const [top, left] = [reach[0] - pads[0], reach[1] - pads[1]];
  const bottom = size[0] - height * down - top + reach[0];
  const right = size[1] - width * across - left + reach[1];
  if ([top, left, bottom, right].some((pad) => pad < 0))
    refuse(node, 'its padding or stride is larger than its window');

  const add = (op: string, inputs: readonly string[]): string => writer.add(`${output}/spread`, op, inputs, FLOAT);
  const pixels = add('Reshape', [writer.stored(input), writer.integers('shape', [-1, height, 1, width, channels])]);
  const gaps = [0, 0, 0, 0, 0, down - 1, 0, 0, 0, (across - 1) * channels];
  const zero = writer.floats('fill', floatTensor([], [0]));
  const padded = add('PadV2', [pixels, writer.integers('padding', gaps, [5, 2]), zero]);
  const spread = add('Reshape', [padded, writer.integers('shape', [-1, height * down, width * across, channels])]);
  const attr = {
    ...FLOAT,
    strides: integers([1, 1, 1, 1]),
    dilations: integers([1, ...dilations, 1]),
    data_format: text('NHWC'),
    padding: text('EXPLICIT'),
    explicit_paddings: integers([0, 0, top, bottom, left, right, 0, 0]),
  };
  const inputs = [spread, writer.floats(weight, turned(permute(weights, KERNEL_ORDER)))];
  if (bias === '') writer.define(output, 'Conv2D', inputs, attr);
  else {
    const product = writer.add(`${output}/product`, 'Conv2D', inputs, attr);
    writer.define(output, 'BiasAdd', [product, writer.stored(bias)], FLOAT);
  }
};

/** Kernels [kh, kw, C, O] turned by 180°. */
function turned({ shape, data }: FloatTensor): FloatTensor {
  const [height = 1, width = 1] = shape;
  const taps = height * width;
  const size = data.length / taps;
  const result = new Float32Array(data.length);
  for (let tap = 0; tap < taps; tap++) {
    result.set(data.subarray(tap * size, (tap + 1) * size), (taps - 1 - tap) * size);
  }
  return floatTensor(shape, result);
}
