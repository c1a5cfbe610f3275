import { EspalierError } from '../../src-shared/errors.ts';
import { intsAttribute, numberAttribute, textAttribute } from './attribute.ts';
import type { GraphNode } from './graph.ts';

/** How a 2-D window (of a convolution or a pooling) moves: sizes as [height, width], padding as [top, left, bottom, right]. */
export interface Window {
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly pads: readonly [number, number, number, number];
  readonly dilations: readonly [number, number];
}

/**
 * Reads a node's window with ONNX's defaults, `kernel` standing in where the node does not name a kernel_shape.
 * @throws EspalierError `bad-network` for anything but two spatial dimensions, `auto_pad` or `ceil_mode`.
 */
export function readWindow(node: GraphNode, kernel: readonly number[] = []): Window {
  const automatic = textAttribute(node, 'auto_pad', 'NOTSET');
  if (automatic !== 'NOTSET' && automatic !== 'VALID') {
    throw new EspalierError('bad-network', `${node.operator} "${node.name}": auto_pad ${automatic} is not supported`);
  }
  if (numberAttribute(node, 'ceil_mode', 0) !== 0) {
    throw new EspalierError('bad-network', `${node.operator} "${node.name}": ceil_mode 1 is not supported`);
  }
  const [kernelHeight, kernelWidth] = pair(node, 'kernel_shape', intsAttribute(node, 'kernel_shape', kernel));
  const pads = intsAttribute(node, 'pads', [0, 0, 0, 0]);
  const [top, left, bottom, right] = pads;
  if (
    pads.length !== 4 ||
    top === undefined ||
    left === undefined ||
    bottom === undefined ||
    right === undefined ||
    pads.some((pad) => pad < 0)
  ) {
    throw notTwoDimensional(node, 'pads');
  }
  return {
    kernel: [kernelHeight, kernelWidth],
    strides: pair(node, 'strides', intsAttribute(node, 'strides', [1, 1])),
    pads: [top, left, bottom, right],
    dilations: pair(node, 'dilations', intsAttribute(node, 'dilations', [1, 1])),
  };
}

/** Height and width of what a window makes of an input of the given height and width (floor mode). */
export function windowOutput(window: Window, height: number, width: number): [number, number] {
  const { kernel, strides, pads, dilations } = window;
  return [
    Math.floor((height + pads[0] + pads[2] - dilations[0] * (kernel[0] - 1) - 1) / strides[0]) + 1,
    Math.floor((width + pads[1] + pads[3] - dilations[1] * (kernel[1] - 1) - 1) / strides[1]) + 1,
  ];
}

/** A window that moves over maps of a size, and the size of what it makes of them. */
export interface WindowedMap {
  readonly window: Window;
  readonly map: readonly [height: number, width: number];
  readonly output: readonly [height: number, width: number];
}

/** The pixel that a window at a place of the output sees by one of its taps, −1 where that is beyond the edge; all counted row by row. */
export function pixelSeen({ window, map, output }: WindowedMap, place: number, tap: number): number {
  const { kernel, strides, pads, dilations } = window;
  const y = Math.floor(place / output[1]) * strides[0] - pads[0] + Math.floor(tap / kernel[1]) * dilations[0];
  const x = (place % output[1]) * strides[1] - pads[1] + (tap % kernel[1]) * dilations[1];
  return y >= 0 && y < map[0] && x >= 0 && x < map[1] ? y * map[1] + x : -1;
}

/** The window of a transposed convolution, with the rows and columns it adds at the bottom and the right. */
export interface TransposedWindow extends Window {
  readonly outputPadding: readonly [number, number];
}

/** @throws EspalierError `bad-network` as `readWindow` does, and for an `output_shape` or an output padding as large as the stride. */
export function readTransposedWindow(node: GraphNode, kernel: readonly number[] = []): TransposedWindow {
  if (node.attributes.output_shape !== undefined) {
    throw new EspalierError('bad-network', `${node.operator} "${node.name}": output_shape is not supported`);
  }
  const window = readWindow(node, kernel);
  const [bottom, right, ...more] = intsAttribute(node, 'output_padding', [0, 0]);
  const fits = (extra: number | undefined, axis: 0 | 1): extra is number =>
    extra !== undefined && extra >= 0 && extra < Math.max(window.strides[axis], window.dilations[axis]);
  if (!fits(bottom, 0) || !fits(right, 1) || more.length > 0) throw notTwoDimensional(node, 'output_padding');
  return { ...window, outputPadding: [bottom, right] };
}

/** Height and width of what a transposed convolution makes of an input of the given height and width. */
export function transposedOutput(window: TransposedWindow, height: number, width: number): [number, number] {
  const { kernel, strides, pads, dilations, outputPadding } = window;
  return [
    (height - 1) * strides[0] + dilations[0] * (kernel[0] - 1) + 1 - pads[0] - pads[2] + outputPadding[0],
    (width - 1) * strides[1] + dilations[1] * (kernel[1] - 1) + 1 - pads[1] - pads[3] + outputPadding[1],
  ];
}

/** Rows and columns at the far edge of the (padded) input that no window reaches. */
export function unreachedEdge(window: Window, height: number, width: number): [number, number] {
  const [outputHeight, outputWidth] = windowOutput(window, height, width);
  const { kernel, strides, pads, dilations } = window;
  return [
    height + pads[0] + pads[2] - (outputHeight - 1) * strides[0] - dilations[0] * (kernel[0] - 1) - 1,
    width + pads[1] + pads[3] - (outputWidth - 1) * strides[1] - dilations[1] * (kernel[1] - 1) - 1,
  ];
}

/** True where no input position is seen by two windows: strides at least as large as the kernel, no dilation. */
export function windowsAreDisjoint(window: Window): boolean {
  const { kernel, strides, dilations } = window;
  return strides[0] >= kernel[0] && strides[1] >= kernel[1] && dilations[0] === 1 && dilations[1] === 1;
}

function pair(node: GraphNode, name: string, values: readonly number[]): readonly [number, number] {
  const [first, second] = values;
  if (values.length !== 2 || first === undefined || second === undefined || first < 1 || second < 1) {
    throw notTwoDimensional(node, name);
  }
  return [first, second];
}

function notTwoDimensional(node: GraphNode, name: string): EspalierError {
  return new EspalierError('bad-network', `${node.operator} "${node.name}": "${name}" is not that of a 2-D window`);
}
