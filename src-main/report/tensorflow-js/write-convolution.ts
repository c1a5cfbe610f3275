import { numberAttribute } from '../../graph/attribute.ts';
import { readWindow } from '../../graph/window.ts';
import { floatTensor, type FloatTensor } from '../../graph/tensor.ts';
import { FLOAT, integers } from './graph-definition.ts';
import { refuse, type Attributes, type NodeWriter } from './graph-writer.ts';
import { permute } from './permute.ts';
import { explicitPadding, movement } from './window-attributes.ts';

/** [O, C, kh, kw] to [kh, kw, C, O]. */
const KERNEL_ORDER = [2, 3, 1, 0];

/** Conv: Conv2D, or DepthwiseConv2dNative where each group has one channel, or else a Conv2D a group. */
export const writeConvolution: NodeWriter = (node, writer) => {
  const [input = '', weight = '', bias = ''] = node.inputs;
  const [output = ''] = node.outputs;
  if (!writer.isWeight(weight)) refuse(node, 'its weights are computed, not constant');
  const weights = writer.tensor(weight);
  const [filters = 1, perGroup = 1, ...kernel] = weights.shape;
  const group = numberAttribute(node, 'group', 1);
  const window = readWindow(node, kernel);
  if (window.strides.some((stride) => stride > 1) && window.dilations.some((dilation) => dilation > 1)) {
    refuse(node, 'it has both strides and dilations');
  }
  const attr = { ...movement(window), ...explicitPadding(window), dilations: integers([1, ...window.dilations, 1]) };
  const images = writer.stored(input);

  if (group === 1) finish('Conv2D', [images, writer.floats(weight, permute(weights, KERNEL_ORDER))], attr);
  else if (perGroup === 1) {
    const { data } = permute(weights, KERNEL_ORDER);
    finish(
      'DepthwiseConv2dNative',
      [images, writer.floats(weight, floatTensor([...kernel, group, filters / group], data))],
      attr,
    );
  } else {
    const parts = Array.from({ length: group }, (_, index) => {
      const channels = channelRange(index * perGroup, (index + 1) * perGroup);
      const own = writer.floats(`${weight}/group`, permute(groupOf(weights, group, index), KERNEL_ORDER));
      return writer.add(`${output}/group`, 'Conv2D', [channels, own], attr);
    });
    finish('ConcatV2', [...parts, writer.integers('axis', [3], [])], { ...FLOAT, N: { i: parts.length } });
  }

  function finish(op: string, inputs: readonly string[], attributes: Attributes): void {
    if (bias === '') {
      writer.define(output, op, inputs, attributes);
      return;
    }
    const product = writer.add(`${output}/product`, op, inputs, attributes);
    writer.define(output, 'BiasAdd', [product, writer.stored(bias)], FLOAT);
  }

  /** A range of the input's channels. */
  function channelRange(start: number, end: number): string {
    const bounds = [
      [0, 0, 0, start],
      [0, 0, 0, end],
      [1, 1, 1, 1],
    ].map((list) => writer.integers('bounds', list));
    // The first three axes are taken whole.
    const whole = { i: 0b0111 };
    const attributes = { ...FLOAT, begin_mask: whole, end_mask: whole };
    return writer.add(`${input}/group`, 'StridedSlice', [images, ...bounds], attributes);
  }
};

/** The filters of one group. */
function groupOf({ shape, data }: FloatTensor, groups: number, index: number): FloatTensor {
  const [filters = 1, ...rest] = shape;
  const size = data.length / groups;
  return floatTensor([filters / groups, ...rest], data.subarray(index * size, (index + 1) * size));
}
