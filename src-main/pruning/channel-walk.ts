import { consumers, type Graph, type GraphNode } from '../graph/graph.ts';
import { concreteShape, type Shapes } from '../graph/shape-inference.ts';
import type { FloatTensor } from '../graph/tensor.ts';
import {
  createChannelVariables,
  type ChannelBlock,
  type ChannelVariable,
  type ChannelVariables,
} from './channel-variables.ts';

/** A stretch of a weight's axis that runs over a group's channels: channel c has the entries from offset + c·repeat on. */
export interface ChannelSlot {
  /** The node that takes the weight. */
  readonly layer: string;
  readonly weight: string;
  readonly axis: number;
  readonly offset: number;
  /** Entries that a channel takes on that axis: H·W behind a Flatten, else 1. */
  readonly repeat: number;
  /** makes: filters and their biases; passes: what treats the channels one by one; reads: inputs of filters. */
  readonly role: 'makes' | 'passes' | 'reads';
}

/** A convolution that makes channels. */
export interface FilterMaker {
  /** The node's name. */
  readonly name: string;
  readonly weight: string;
  readonly channels: number;
  /** The axis of the weight that runs over the filters: 0, of a transposed convolution 1. */
  readonly filterAxis: 0 | 1;
  /** The value it gives. */
  readonly output: string;
}

/** Something that belongs to a variable's channels. */
export interface OfVariable<Item> {
  readonly variable: ChannelVariable;
  readonly item: Item;
}

/** What a walk through a graph, node by node, knows of the channels of its values. */
export interface ChannelWalk {
  readonly variables: ChannelVariables;
  readonly slots: readonly OfVariable<ChannelSlot>[];
  readonly makers: readonly OfVariable<FilterMaker>[];
  /** With a batch of one. */
  shapeOf(value: string): readonly number[];
  isWeight(value: string): boolean;
  floatWeight(value: string): FloatTensor | undefined;
  intWeight(value: string): readonly number[] | undefined;
  /** The blocks of a value's channel axis, axis 1. A weight has none. */
  blocksOf(value: string): readonly ChannelBlock[];
  setBlocks(value: string, blocks: readonly ChannelBlock[]): void;
  /** Gives a value channels that nobody may remove; `source` says whose they are. */
  setOpaque(value: string, source: string): void;
  lockAll(blocks: readonly ChannelBlock[], reason: string): void;
  /** Notes that an axis of a node's weight runs over these blocks; locks them where the weight can't follow. */
  addSlots(
    node: GraphNode,
    weight: string,
    axis: number,
    blocks: readonly ChannelBlock[],
    role: ChannelSlot['role'],
  ): void;
  /** The channels that a convolution makes, which it adds. */
  addMaker(maker: FilterMaker): ChannelBlock;
}

export function createChannelWalk(graph: Graph, shapes: Shapes): ChannelWalk {
  const variables = createChannelVariables();
  const slots: OfVariable<ChannelSlot>[] = [];
  const makers: OfVariable<FilterMaker>[] = [];
  const blocks = new Map<string, readonly ChannelBlock[]>();
  const readers = consumers(graph);

  /** Why a weight can't lose entries of an axis that should be so long. */
  function whyFixed(name: string, node: GraphNode, axis: number, extent: number): string | undefined {
    const weight = graph.weights.get(name);
    if (weight?.type !== 'float32') return `"${name}" is not a constant of type float32`;
    const uses = node.inputs.filter((input) => input === name).length;
    if (readers.get(name)?.length !== 1 || uses !== 1) return `layers share the weight "${name}"`;
    if (weight.shape[axis] !== extent) return `"${name}" does not have ${extent} channels on axis ${axis}`;
    return undefined;
  }

  const walk: ChannelWalk = {
    variables,
    slots,
    makers,
    shapeOf: (value) => concreteShape(shapes, value),
    isWeight: (value) => graph.weights.has(value),
    floatWeight(value) {
      const weight = graph.weights.get(value);
      return weight?.type === 'float32' ? weight : undefined;
    },
    intWeight(value) {
      const weight = graph.weights.get(value);
      return weight?.type === 'int64' ? Array.from(weight.data, Number) : undefined;
    },
    blocksOf: (value) => blocks.get(value) ?? [],
    setBlocks: (value, list) => void blocks.set(value, list),
    setOpaque(value, source) {
      const [, channels] = shapes.get(value) ?? [];
      if (typeof channels !== 'number') return;
      const variable = variables.create(channels);
      variables.lock(variable, `its channels go together with ${source}`);
      blocks.set(value, [{ variable, repeat: 1 }]);
    },
    lockAll(list, reason) {
      for (const { variable } of list) variables.lock(variable, reason);
    },
    addSlots(node, weight, axis, list, role) {
      const extent = list.reduce((sum, block) => sum + variables.extentOf(block), 0);
      const reason = whyFixed(weight, node, axis, extent);
      if (reason !== undefined) walk.lockAll(list, reason);
      let offset = 0;
      for (const block of list) {
        const { variable, repeat } = block;
        slots.push({ variable, item: { layer: node.name, weight, axis, offset, repeat, role } });
        offset += variables.extentOf(block);
      }
    },
    addMaker(maker) {
      const variable = variables.create(maker.channels);
      makers.push({ variable, item: maker });
      return { variable, repeat: 1 };
    },
  };
  return walk;
}
