import type { ChannelGroup, NetworkInspection } from '../../src-shared/network-inspection.ts';
import { measureCost } from '../evaluation/cost.ts';
import type { Graph } from '../graph/graph.ts';
import { surveyGroups, type CoupledGroup } from './coupled-groups.ts';

/** Layers, coupled groups, parameters and MACs of a network. */
export function inspectGraph(graph: Graph): NetworkInspection {
  const { parameters, macs, layers } = measureCost(graph);
  const survey = surveyGroups(graph);
  const groups = [
    ...survey.groups.map((group) => ({ ...describeGroup(group, graph), prunable: true })),
    ...survey.locked.map((group) => ({ ...describeGroup(group, graph), prunable: false, reason: group.reason })),
  ];
  const groupOf = new Map(groups.flatMap(({ name, layers: ofGroup }) => ofGroup.map((layer) => [layer, name])));
  return {
    name: graph.name,
    parameters,
    macs,
    layers: layers.map((layer) => ({
      ...layer,
      channels: layer.outputShape[0] ?? 0,
      group: groupOf.get(layer.name) ?? null,
    })),
    groups,
  };
}

/** With all layers that lose filters or values where a channel goes, in the order of the graph's nodes. */
function describeGroup(
  { name, channels, members, slots }: CoupledGroup,
  { nodes }: Graph,
): Omit<ChannelGroup, 'prunable' | 'reason'> {
  const own = new Set([
    ...members.map((member) => member.name),
    ...slots.flatMap(({ layer, role }) => (role === 'reads' ? [] : [layer])),
  ]);
  return { name, layers: nodes.map((node) => node.name).filter((node) => own.has(node)), channels };
}
