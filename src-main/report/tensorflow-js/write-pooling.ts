import { numberAttribute } from '../../graph/attribute.ts';
import type { GraphNode } from '../../graph/graph.ts';
import { floatTensor, type FloatTensor } from '../../graph/tensor.ts';
import { readWindow, windowOutput, type Window } from '../../graph/window.ts';
import { FLOAT, integers, text } from './graph-definition.ts';
import { refuse, type Attributes, type GraphWriter, type NodeWriter } from './graph-writer.ts';
import { movement, paddingAmounts } from './window-attributes.ts';

/** Lower than any activation; −∞ is more than some graphics processors can write. */
const NEVER_LARGEST = -3.4e38;

export const writeMaxPool: NodeWriter = (node, writer) => {
  const window = undilatedWindow(node);
  const images = paddedInput(node, writer, window, NEVER_LARGEST);
  writer.define(node.outputs[0] ?? '', 'MaxPool', [images], pooling(window));
};

/** AveragePool; where padding does not count, averages over windows that see some are scaled up. */
export const writeAveragePool: NodeWriter = (node, writer) => {
  const window = undilatedWindow(node);
  const [input = ''] = node.inputs;
  const [output = ''] = node.outputs;
  const images = paddedInput(node, writer, window, 0);
  if (window.pads.every((pad) => pad === 0) || numberAttribute(node, 'count_include_pad', 0) === 1) {
    writer.define(output, 'AvgPool', [images], pooling(window));
    return;
  }
  const [, , height = 1, width = 1] = writer.shape(input).map(Number);
  const average = writer.add(`${output}/average`, 'AvgPool', [images], pooling(window));
  const factors = writer.floats(`${output}/factors`, shareOfPadding(window, height, width));
  writer.define(output, 'Mul', [average, factors], FLOAT);
};

/** The mean or the maximum of each map. */
export const writeGlobalPool =
  (op: 'Mean' | 'Max'): NodeWriter =>
  (node, writer) => {
    const inputs = [writer.stored(node.inputs[0] ?? ''), writer.integers('axes', [1, 2])];
    writer.define(node.outputs[0] ?? '', op, inputs, { ...FLOAT, keep_dims: { b: true } });
  };

function undilatedWindow(node: GraphNode): Window {
  const window = readWindow(node);
  if (window.dilations.some((dilation) => dilation > 1)) refuse(node, 'its window is dilated');
  if (node.outputs.length > 1) refuse(node, 'its second output, the indices, has no counterpart');
  return window;
}

function pooling(window: Window): Attributes {
  return { ...movement(window), padding: text('VALID'), ksize: integers([1, ...window.kernel, 1]) };
}

function paddedInput(node: GraphNode, writer: GraphWriter, window: Window, fill: number): string {
  const [input = ''] = node.inputs;
  const images = writer.stored(input);
  if (window.pads.every((pad) => pad === 0)) return images;
  const amounts = writer.integers('padding', paddingAmounts(window), [4, 2]);
  return writer.add(
    `${input}/padded`,
    'PadV2',
    [images, amounts, writer.floats('fill', floatTensor([], [fill]))],
    FLOAT,
  );
}

/** The elements of a whole window over those that a window sees of the map: [1, H', W', 1]. */
function shareOfPadding(window: Window, height: number, width: number): FloatTensor {
  const { kernel } = window;
  const [rows, columns] = windowOutput(window, height, width);
  const down = Array.from({ length: rows }, (_, row) => kernel[0] / elementsSeen(window, 0, height, row));
  const across = Array.from({ length: columns }, (_, column) => kernel[1] / elementsSeen(window, 1, width, column));
  return floatTensor(
    [1, rows, columns, 1],
    down.flatMap((row) => across.map((column) => row * column)),
  );
}

/** How many elements of the map one window sees along an axis. */
function elementsSeen({ kernel, strides, pads }: Window, axis: 0 | 1, size: number, output: number): number {
  const start = output * strides[axis] - pads[axis];
  return Math.min(start + kernel[axis], size) - Math.max(start, 0);
}
