import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ChannelGroup, NetworkInspection } from '../../src-shared/network-inspection.ts';
import { EspalierError } from '../../src-shared/errors.ts';
import { decodeOnnx } from '../graph/onnx-reader.ts';
import type { Graph } from '../graph/graph.ts';
import { buildVgg16 } from '../network/vgg16.ts';
import { surveyLayers } from './prunable-layers.ts';
import { measureCost } from '../evaluation/cost.ts';

/**
 * Layers, coupled groups, parameters and MACs of a built-in network (`vgg16`) or an `.onnx` file.
 * @throws EspalierError `not-found` for an unknown name or a missing file, `bad-network` for an unreadable one.
 */
export async function inspectNetwork(reference: string): Promise<NetworkInspection> {
  const graph = await openNetwork(reference);
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

async function openNetwork(reference: string): Promise<Graph> {
  if (reference === 'vgg16') return buildVgg16({ classes: 10, width: 1, seed: 1 });
  if (!existsSync(reference)) {
    throw new EspalierError('not-found', `"${reference}" is neither a built-in network (vgg16) nor a file`);
  }
  return decodeOnnx(await readFile(reference), reference);
}
