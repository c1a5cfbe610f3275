import { consumers, withBatchSize, type Graph, type GraphNode } from '../graph/graph.ts';
import { inferShapes } from '../graph/shape-inference.ts';
import { batchNormBehind } from './batch-norm-behind.ts';
import { CHANNEL_RULES } from './channel-rules.ts';
import type { ChannelVariable, ChannelVariables } from './channel-variables.ts';
import {
  createChannelWalk,
  type ChannelSlot,
  type ChannelWalk,
  type FilterMaker,
  type OfVariable,
} from './channel-walk.ts';

/** A convolution whose filters make a group's channels. */
export interface GroupMember extends Omit<FilterMaker, 'output'> {
  /** The batch normalisation behind it that belongs to it alone. */
  readonly batchNorm: GraphNode | undefined;
}

/** Channels that can only be removed together, with everything that has to follow. */
export interface CoupledGroup {
  /** Its first convolution's. */
  readonly name: string;
  readonly channels: number;
  /** In the order of the graph's nodes. */
  readonly members: readonly GroupMember[];
  readonly slots: readonly ChannelSlot[];
}

/** A group that can't be pruned. */
export interface LockedGroup extends CoupledGroup {
  readonly reason: string;
}

/** The groups of a network, each kind in the order of their first convolutions. */
export interface GroupSurvey {
  readonly groups: readonly CoupledGroup[];
  readonly locked: readonly LockedGroup[];
}

/**
 * Finds which channels hang together. Every value's channel axis is a list of blocks of channels; a convolution makes new
 * ones, operators that treat channels one by one pass them on, sums and products couple those of their operands, a Concat
 * lines them up, and whatever else touches them locks them.
 */
export function surveyGroups(graph: Graph): GroupSurvey {
  const walk = createChannelWalk(graph, inferShapes(withBatchSize(graph, 1)));
  for (const { name } of graph.inputs) walk.setOpaque(name, `those of "${name}", an input of the network`);
  for (const node of graph.nodes) {
    const rule = node.domain === '' ? CHANNEL_RULES.get(node.operator) : undefined;
    const made = rule?.(node, walk) ?? `${node.operator} "${node.name}" mixes its channels`;
    const [first = '', ...others] = node.outputs;
    if (typeof made === 'string') {
      for (const input of node.inputs) walk.lockAll(walk.blocksOf(input), made);
      walk.setOpaque(first, `what ${node.operator} "${node.name}" makes of others`);
    } else {
      walk.setBlocks(first, made);
    }
    for (const other of others) walk.setOpaque(other, `a second output of ${node.operator} "${node.name}"`);
  }
  for (const { name } of graph.outputs) {
    walk.lockAll(walk.blocksOf(name), `its channels reach "${name}", an output of the network`);
  }
  return assemble(graph, walk);
}

function assemble(graph: Graph, { variables, makers, slots }: ChannelWalk): GroupSurvey {
  const readers = consumers(graph);
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  const slotsOf = collect(slots, variables);
  const groups: CoupledGroup[] = [];
  const locked: LockedGroup[] = [];
  for (const [root, ofRoot] of collect(makers, variables)) {
    const members = ofRoot.map(({ output, ...maker }) => ({
      ...maker,
      batchNorm: batchNormBehind(output, readers, outputs),
    }));
    const name = members[0]?.name ?? '';
    const group = { name, channels: variables.channelsOf(root), members, slots: slotsOf.get(root) ?? [] };
    const reason = variables.lockOf(root);
    if (reason === undefined) groups.push(group);
    else locked.push({ ...group, reason });
  }
  return { groups, locked };
}

/** What belongs to the same channels, together, in the order of the first of each. */
function collect<Item>(items: readonly OfVariable<Item>[], variables: ChannelVariables): Map<ChannelVariable, Item[]> {
  const collected = new Map<ChannelVariable, Item[]>();
  for (const { variable, item } of items) {
    const root = variables.rootOf(variable);
    const known = collected.get(root);
    if (known === undefined) collected.set(root, [item]);
    else known.push(item);
  }
  return collected;
}
