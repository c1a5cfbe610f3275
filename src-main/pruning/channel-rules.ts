import { intsAttribute, numberAttribute } from '../graph/attribute.ts';
import type { GraphNode } from '../graph/graph.ts';
import { CHANNELWISE } from './batch-norm-behind.ts';
import type { ChannelBlock } from './channel-variables.ts';
import type { ChannelWalk } from './channel-walk.ts';
import { convolve, convolveTransposed } from './convolution-rules.ts';

/** What an operator does with channels: the blocks of its (first) output, or why the channels of its inputs can't be removed. */
export type ChannelRule = (node: GraphNode, walk: ChannelWalk) => readonly ChannelBlock[] | string;

/** By operator of the standard domain; what is not here mixes channels. */
export const CHANNEL_RULES: ReadonlyMap<string, ChannelRule> = new Map<string, ChannelRule>([
  ...[...CHANNELWISE].map((operator): [string, ChannelRule] => [operator, passOn]),
  ...['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'PRelu'].map((operator): [string, ChannelRule] => [operator, combine]),
  ['BatchNormalization', normalise],
  ['Conv', convolve],
  ['ConvTranspose', convolveTransposed],
  ['Gemm', multiply],
  ['MatMul', multiply],
  ['Flatten', flatten],
  ['Reshape', reshape],
  ['Concat', join],
  ['Slice', slice],
  ['Pad', pad],
  ['Resize', resize],
  ['ReduceMean', reduce],
  ['ReduceMax', reduce],
  ['ReduceSum', reduce],
]);

function passOn({ inputs: [value = ''] }: GraphNode, walk: ChannelWalk): readonly ChannelBlock[] {
  return walk.blocksOf(value);
}

function normalise(node: GraphNode, walk: ChannelWalk): readonly ChannelBlock[] {
  const [value = '', ...vectors] = node.inputs;
  const blocks = walk.blocksOf(value);
  for (const vector of vectors) walk.addSlots(node, vector, 0, blocks, 'passes');
  return blocks;
}

/** A linear layer reads channels; nobody prunes its outputs. */
function multiply(node: GraphNode, walk: ChannelWalk): readonly ChannelBlock[] | string {
  const [value = '', weight = '', bias = ''] = node.inputs;
  const isPlain = walk.shapeOf(value).length === 2 && numberAttribute(node, 'transA', 0) === 0;
  if (!isPlain || walk.isWeight(value) || walk.blocksOf(bias).length > 0) return mixing(node);
  walk.addSlots(node, weight, numberAttribute(node, 'transB', 0) === 1 ? 1 : 0, walk.blocksOf(value), 'reads');
  const output = node.outputs[0] ?? '';
  walk.setOpaque(output, `the outputs of the linear layer "${node.name}"`);
  return walk.blocksOf(output);
}

/** Operands of the same channels are coupled; a constant of a value for each channel goes with them. */
function combine(node: GraphNode, walk: ChannelWalk): readonly ChannelBlock[] | string {
  const shape = walk.shapeOf(node.outputs[0] ?? '');
  const channelAxis = (operand: string): number => 1 - (shape.length - walk.shapeOf(operand).length);
  const computed = node.inputs.filter((operand) => !walk.isWeight(operand));
  if (shape.length < 2 || computed.some((operand) => walk.shapeOf(operand).length !== shape.length)) {
    return mixing(node);
  }
  const lists = computed
    .filter((operand) => walk.shapeOf(operand)[1] === shape[1])
    .map((operand) => walk.blocksOf(operand));
  const coupled = couple(node, lists, walk);
  if (typeof coupled === 'string') return coupled;
  for (const operand of node.inputs.filter((one) => walk.isWeight(one))) {
    const axis = channelAxis(operand);
    if ((walk.shapeOf(operand)[axis] ?? 1) > 1) walk.addSlots(node, operand, axis, coupled, 'passes');
  }
  return coupled;
}

function couple(
  node: GraphNode,
  lists: readonly (readonly ChannelBlock[])[],
  { variables }: ChannelWalk,
): readonly ChannelBlock[] | string {
  const [first, ...others] = lists;
  if (first === undefined) return mixing(node);
  const outline = (blocks: readonly ChannelBlock[]): string =>
    blocks.map(({ variable, repeat }) => `${variables.channelsOf(variable)}×${repeat}`).join();
  if (others.some((other) => outline(other) !== outline(first))) {
    return `${node.operator} "${node.name}" couples parts of its channels with others`;
  }
  for (const other of others) {
    other.forEach(({ variable }, index) => {
      const partner = first[index];
      if (partner !== undefined) variables.couple(partner.variable, variable);
    });
  }
  return first;
}

function flatten(node: GraphNode, walk: ChannelWalk): readonly ChannelBlock[] | string {
  return numberAttribute(node, 'axis', 1) === 1 ? flatBlocks(node, walk) : mixing(node);
}

/** [N, C, H, W] as [N, C·H·W] is a Flatten. */
function reshape(node: GraphNode, walk: ChannelWalk): readonly ChannelBlock[] | string {
  return isFlattening(walk.shapeOf(node.inputs[0] ?? ''), walk.shapeOf(node.outputs[0] ?? ''))
    ? flatBlocks(node, walk)
    : mixing(node);
}

export function isFlattening(from: readonly number[], to: readonly number[]): boolean {
  return to.length === 2 && from.length >= 2 && to[0] === from[0];
}

function flatBlocks({ inputs: [value = ''] }: GraphNode, walk: ChannelWalk): readonly ChannelBlock[] {
  const area = walk
    .shapeOf(value)
    .slice(2)
    .reduce((product, side) => product * side, 1);
  return walk.blocksOf(value).map(({ variable, repeat }) => ({ variable, repeat: repeat * area }));
}

function join(node: GraphNode, walk: ChannelWalk): readonly ChannelBlock[] | string {
  const rank = walk.shapeOf(node.outputs[0] ?? '').length;
  if (node.inputs.some((input) => walk.blocksOf(input).length === 0)) return mixing(node);
  const lists = node.inputs.map((input) => walk.blocksOf(input));
  const axis = numberAttribute(node, 'axis', 1);
  return (axis < 0 ? axis + rank : axis) === 1 ? lists.flat() : couple(node, lists, walk);
}

function slice(node: GraphNode, walk: ChannelWalk): readonly ChannelBlock[] | string {
  const [value = '', starts = '', , axes = ''] = node.inputs;
  const list = axes === '' ? [...(walk.intWeight(starts) ?? [0, 1]).keys()] : walk.intWeight(axes);
  return leavesChannels(list, walk.shapeOf(value).length)
    ? walk.blocksOf(value)
    : `${node.operator} "${node.name}" cuts a part out of its channels`;
}

function pad(node: GraphNode, walk: ChannelWalk): readonly ChannelBlock[] | string {
  const [value = '', amounts = '', , axes = ''] = node.inputs;
  const pads = walk.intWeight(amounts);
  const rank = walk.shapeOf(value).length;
  return axes === '' && pads?.[1] === 0 && pads[1 + rank] === 0 ? walk.blocksOf(value) : mixing(node);
}

function resize(node: GraphNode, walk: ChannelWalk): readonly ChannelBlock[] | string {
  const [value = '', , scales = '', sizes = ''] = node.inputs;
  return sizes === '' && walk.floatWeight(scales)?.data[1] === 1 ? walk.blocksOf(value) : mixing(node);
}

function reduce(node: GraphNode, walk: ChannelWalk): readonly ChannelBlock[] | string {
  const [value = '', axes = ''] = node.inputs;
  const list = axes === '' ? intsAttribute(node, 'axes', [0, 1]) : walk.intWeight(axes);
  return leavesChannels(list, walk.shapeOf(value).length) ? walk.blocksOf(value) : mixing(node);
}

/** Whether an operator along these axes leaves batch and channels alone. */
function leavesChannels(axes: readonly number[] | undefined, rank: number): boolean {
  return axes?.every((axis) => (axis < 0 ? axis + rank : axis) > 1) ?? false;
}

function mixing({ operator, name }: GraphNode): string {
  return `${operator} "${name}" mixes its channels`;
}
