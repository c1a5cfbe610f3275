import type { ChannelGroup, NetworkInspection } from '../../src-shared/network-inspection.ts';
import { measureCost } from '../evaluation/cost.ts';
import type { Graph } from '../graph/graph.ts';
import { surveyLayers } from './prunable-layers.ts';

/** Layers, coupled groups, parameters and MACs of a network. */
export function inspectGraph(graph: Graph): NetworkInspection {
  const { parameters, macs, layers } = measureCost(graph);
  const { prunable, unprunable } = surveyLayers(graph);
  const groups: ChannelGroup[] = [
    ...prunable.map(({ name, channels, batchNorm }) => ({
      name,
      layers: batchNorm === undefined ? [name] : [name, batchNorm.name],
      channels,
      prunable: true,
    })),
    ...unprunable.map(({ name, channels, reason }) => ({ name, layers: [name], channels, prunable: false, reason })),
  ];
  return {
    name: graph.name,
    parameters,
    macs,
    layers: layers.map((layer) => ({
      ...layer,
      channels: layer.outputShape[0] ?? 0,
      group: groups.find((group) => group.layers.includes(layer.name))?.name ?? null,
    })),
    groups,
  };
}
