import { formatMilliseconds, formatShare } from '../../src-shared/format-number.ts';
import type { Device } from '../../src-shared/recipe.ts';
import { createBackend } from '../backend/create-backend.ts';
import { findChains } from '../pruning/latency/layer-chain.ts';
import { measureStaircases, type TellProgress } from '../pruning/latency/measure-staircases.ts';
import type { Staircase } from '../pruning/latency/staircase.ts';
import { renderTextTable } from '../report/text-table.ts';
import { findNetwork, type NetworkSize } from './inspect-network.ts';

export interface LatencyQuestion {
  readonly size: NetworkSize;
  /** Images at once. */
  readonly batch: number;
  readonly device: Device;
  readonly tell: TellProgress;
}

/** The staircases of a network's groups of layers on this machine. */
export interface NetworkLatency {
  readonly network: string;
  readonly device: string;
  readonly engine: string;
  readonly batch: number;
  readonly groups: readonly ({ readonly name: string; readonly layers: readonly string[] } & Staircase)[];
}

/** @throws EspalierError as `findNetwork` does, or `device-unavailable`. */
export async function measureNetworkLatency(
  reference: string,
  { size, batch, device, tell }: LatencyQuestion,
): Promise<NetworkLatency> {
  const graph = await findNetwork(reference, size);
  const backend = await createBackend(device);
  const chains = findChains(graph);
  const staircases = await measureStaircases(chains, backend, batch, tell);
  const groups = chains.flatMap(({ name, layers }) => {
    const staircase = staircases.get(name);
    return staircase === undefined ? [] : [{ name, layers, ...staircase }];
  });
  return { network: graph.name, device: backend.device, engine: backend.engine, batch, groups };
}

/** A table for each shape of layers: how many channels take how long. */
export function describeNetworkLatency({ network, device, engine, batch, groups }: NetworkLatency): string {
  const shapes = new Map<string, (typeof groups)[number][]>();
  for (const group of groups) {
    const key = JSON.stringify(group.points);
    shapes.set(key, [...(shapes.get(key) ?? []), group]);
  }
  const images = batch === 1 ? '1 image' : `${batch} images`;
  return [
    `${network} on ${device} (${engine}), ${images} at once: each layer with the next one that reads its channels`,
    ...[...shapes.values()].map(describeShape),
  ].join('\n\n');
}

function describeShape(alike: readonly ({ readonly layers: readonly string[] } & Staircase)[]): string {
  const [first] = alike;
  if (first === undefined) return '';
  const { points, treads, tolerance } = first;
  const all = points.at(-1)?.milliseconds ?? Number.NaN;
  const rows = points.map(({ channels, milliseconds }) => [
    String(channels),
    formatMilliseconds(milliseconds),
    formatShare(milliseconds / all, 0),
    treads.includes(channels) ? '◀' : '',
  ]);
  return [
    alike.flatMap(({ layers }) => layers).join(', '),
    treads.length === 0
      ? `no steps to tell: the machine is busy, equal runs differ by ${formatShare(tolerance)}`
      : `worth keeping, since more channels take over ${formatShare(tolerance)} longer: ${treads.join(', ')}`,
    renderTextTable(['channels', 'time', 'of all', 'step'], rows, 0),
  ].join('\n');
}
