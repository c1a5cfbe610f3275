import { numberAttribute, textAttribute } from '../../graph/attribute.ts';
import type { Graph, GraphNode } from '../../graph/graph.ts';
import { concreteShape, type Shapes } from '../../graph/shape-inference.ts';
import { readWindow } from '../../graph/window.ts';
import { refuseNetwork } from '../weights/refuse-network.ts';
import type { ConvolutionalLayer, DarknetLayer } from './layer.ts';

/** A convolution as a layer, without what follows it. @throws EspalierError `bad-network` where darknet has none of its kind. */
export function matchConvolution(
  node: GraphNode,
  shapes: Shapes,
): Omit<ConvolutionalLayer, 'batchNormalize' | 'activation'> {
  const [filters = 0, , height = 0, width = 0] = concreteShape(shapes, node.inputs[1] ?? '');
  const { strides, pads, dilations } = readWindow(node, [height, width]);
  const [padding] = pads;
  if (height !== width) refuseNode(node, `darknet has no windows of ${height}×${width}, only square ones`);
  if (pads.some((pad) => pad !== padding)) refuseNode(node, 'darknet pads a convolution alike on every side');
  if (dilations.some((dilation) => dilation !== 1)) refuseNode(node, 'darknet has no dilation');
  return { kind: 'convolutional', filters, size: height, strides, padding, groups: numberAttribute(node, 'group', 1) };
}

/** A max pooling as a layer. @throws EspalierError `bad-network`. */
export function matchPooling(node: GraphNode): DarknetLayer {
  const { kernel, strides, pads, dilations } = readWindow(node);
  const [size, width] = kernel;
  const [top, left, bottom, right] = pads;
  if (size !== width) refuseNode(node, `darknet has no windows of ${size}×${width}, only square ones`);
  if (dilations.some((dilation) => dilation !== 1)) refuseNode(node, 'darknet has no dilation');
  if (top !== left || bottom !== right || bottom < top || bottom > top + 1) {
    refuseNode(node, `darknet can't pad by [${pads.join(', ')}], only alike on both sides or by one more at the end`);
  }
  return { kind: 'maxpool', size, strides, padding: top + bottom };
}

/** A resizing as a layer. @throws EspalierError `bad-network` for any but copies of pixels. */
export function matchUpsample(node: GraphNode, shapes: Shapes): DarknetLayer {
  const [, channels, height = 0, width = 0] = concreteShape(shapes, node.inputs[0] ?? '');
  const [, made, madeHeight = 0, madeWidth = 0] = concreteShape(shapes, node.outputs[0] ?? '');
  const stride = madeHeight / height;
  const mode = textAttribute(node, 'mode', 'nearest');
  const coordinates = textAttribute(node, 'coordinate_transformation_mode', 'half_pixel');
  const rounding = textAttribute(node, 'nearest_mode', 'round_prefer_floor');
  // With whole scales these two take the same pixels.
  const copies =
    coordinates === 'asymmetric' ? rounding === 'floor' : coordinates === 'half_pixel' && rounding.startsWith('round');
  if (mode !== 'nearest' || !copies || !Number.isInteger(stride) || madeWidth / width !== stride || made !== channels) {
    refuseNode(
      node,
      'darknet enlarges maps only by copying each value a whole number of times, alike in height and width',
    );
  }
  return { kind: 'upsample', stride };
}

/** Which of how many equal groups of channels a slice takes. @throws EspalierError `bad-network` where it takes no such. */
export function matchGroup(node: GraphNode, graph: Graph, shapes: Shapes): { groups: number; group: number } {
  const [start = [], end = [], axes = [], steps = [1]] = node.inputs.slice(1).map((name) => integersOf(graph, name));
  const [, channels = 0] = concreteShape(shapes, node.inputs[0] ?? '');
  const [, taken = 0] = concreteShape(shapes, node.outputs[0] ?? '');
  const [first = 0] = start;
  const from = first < 0 ? first + channels : first;
  const isOfChannels = start.length === 1 && end.length === 1 && (axes[0] === 1 || axes[0] === -3) && steps[0] === 1;
  if (!isOfChannels || channels % taken !== 0 || from % taken !== 0) {
    refuseNode(
      node,
      `darknet takes only one of equal groups of channels, and this takes ${taken} of ${channels} from ${from} on`,
    );
  }
  return { groups: channels / taken, group: from / taken };
}

/** @throws EspalierError `bad-network` where a concatenation isn't one of channels. */
export function checkConcatenation(node: GraphNode): void {
  const axis = numberAttribute(node, 'axis', 1);
  if (axis !== 1 && axis !== -3)
    refuseNode(node, `darknet joins maps only along their channels, and this along axis ${axis}`);
}

/** @throws EspalierError `bad-network` where a sum isn't one of maps of equal shapes. */
export function checkSum(node: GraphNode, shapes: Shapes): void {
  const [one = [], other = []] = node.inputs.map((value) => concreteShape(shapes, value));
  if (one.length !== other.length || one.some((size, axis) => size !== other[axis])) {
    refuseNode(node, `darknet adds only maps of equal shapes, not [${one.join(', ')}] and [${other.join(', ')}]`);
  }
}

/** @throws EspalierError `bad-network`. */
export function refuseNode(node: GraphNode, problem: string): never {
  return refuseNetwork(`${node.operator} "${node.name}": ${problem}`);
}

function integersOf({ weights }: Graph, name: string): number[] {
  return Array.from(weights.get(name)?.data ?? [], Number);
}
