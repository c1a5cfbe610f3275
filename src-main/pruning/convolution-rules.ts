import { numberAttribute } from '../graph/attribute.ts';
import type { GraphNode } from '../graph/graph.ts';
import type { ChannelBlock } from './channel-variables.ts';
import type { ChannelWalk } from './channel-walk.ts';

/** Weight [O, C, kh, kw]: reads C channels and makes O. */
export function convolve(node: GraphNode, walk: ChannelWalk): readonly ChannelBlock[] {
  return convolveAlong(node, walk, { filters: 0, inputs: 1 });
}

/** Weight [C, O, kh, kw]: reads C channels and makes O. */
export function convolveTransposed(node: GraphNode, walk: ChannelWalk): readonly ChannelBlock[] {
  return convolveAlong(node, walk, { filters: 1, inputs: 0 });
}

interface WeightAxes {
  readonly filters: 0 | 1;
  readonly inputs: 0 | 1;
}

function convolveAlong(node: GraphNode, walk: ChannelWalk, axes: WeightAxes): readonly ChannelBlock[] {
  const [value = '', weight = '', bias = ''] = node.inputs;
  const [output = ''] = node.outputs;
  const blocks = walk.blocksOf(value);
  const group = numberAttribute(node, 'group', 1);
  const channels = walk.shapeOf(output)[1] ?? 0;
  if (group > 1 && group === walk.shapeOf(value)[1]) {
    return convolveDepthwise(node, walk, blocks, channels / group, axes);
  }

  const made = [walk.addMaker({ name: node.name, weight, channels, filterAxis: axes.filters, output })];
  if (group > 1) {
    walk.lockAll(blocks, `the grouped convolution "${node.name}" reads its channels`);
    walk.lockAll(made, 'it is a grouped convolution');
    return made;
  }
  walk.addSlots(node, weight, axes.inputs, blocks, 'reads');
  walk.addSlots(node, weight, axes.filters, made, 'makes');
  if (bias !== '') walk.addSlots(node, bias, 0, made, 'makes');
  return made;
}

/** One filter or `multiplier` of them for each channel: they go with it. Both kinds of convolution have the channels first. */
function convolveDepthwise(
  node: GraphNode,
  walk: ChannelWalk,
  blocks: readonly ChannelBlock[],
  multiplier: number,
  { filters }: WeightAxes,
): readonly ChannelBlock[] {
  const [, weight = '', bias = ''] = node.inputs;
  const made = blocks.map(({ variable, repeat }) => ({ variable, repeat: repeat * multiplier }));
  walk.addSlots(node, weight, 0, filters === 0 ? made : blocks, 'passes');
  if (bias !== '') walk.addSlots(node, bias, 0, made, 'passes');
  return made;
}
