import { formatDuration, formatMilliseconds, formatMoment, formatShare } from '../../src-shared/format-number.ts';
import type { Device } from '../../src-shared/recipe.ts';
import { createBackend } from '../backend/create-backend.ts';
import { readDatasetShape } from '../data/dataset-shape.ts';
import { buildNetwork } from '../engine/build-network.ts';
import { findLatencySteps, measureLatencySteps } from '../engine/latency-steps.ts';
import { openStageStore } from '../engine/stage-store.ts';
import type { Graph } from '../graph/graph.ts';
import { openRecipe } from '../host/recipes/find-recipe.ts';
import { presetFile, presetName } from '../host/recipes/presets.ts';
import { findChains } from '../pruning/latency/layer-chain.ts';
import type { TellProgress } from '../pruning/latency/measure-staircases.ts';
import type { Staircase } from '../pruning/latency/staircase.ts';
import { renderTextTable } from '../report/text-table.ts';
import { prepareHome } from '../store/home.ts';
import { findNetwork, type NetworkSize } from './inspect-network.ts';

export interface LatencyQuestion {
  readonly size: NetworkSize;
  /** Images at once. */
  readonly batch: number;
  /** A recipe's own, else `auto`, where left out. */
  readonly device: Device | undefined;
  readonly home: string;
  /** Measure although the home has what was measured before. */
  readonly again: boolean;
  readonly tell: TellProgress;
}

/** The staircases of a network's groups of layers on this machine. */
export interface NetworkLatency {
  readonly network: string;
  readonly device: string;
  readonly engine: string;
  readonly batch: number;
  /** ISO. */
  readonly measuredAt: string;
  /** What measuring took. */
  readonly seconds: number;
  /** It was measured before, and is what runs plan by. */
  readonly recorded: boolean;
  readonly groups: readonly ({ readonly name: string; readonly layers: readonly string[] } & Staircase)[];
}

/**
 * What the home has of a network on this machine; where it has nothing, or that is asked, it is measured and recorded.
 * @throws EspalierError as `findNetwork` does and, of a recipe, as a run would; `device-unavailable`, `bad-home`.
 */
export async function measureNetworkLatency(
  reference: string,
  { size, batch, device, home, again, tell }: LatencyQuestion,
): Promise<NetworkLatency> {
  const found = await findTimedNetwork(reference, size);
  const backend = await createBackend(device ?? found.device);
  const question = { network: found.network, backend, batchSize: batch };
  const stages = openStageStore(home);
  const recorded = again ? undefined : await findLatencySteps(question, stages);
  if (recorded === undefined) prepareHome(home);
  const steps = recorded ?? (await measureLatencySteps(question, stages, tell));
  const groups = findChains(found.network).flatMap(({ name, layers }) => {
    const staircase = steps.staircases.get(name);
    return staircase === undefined ? [] : [{ name, layers, ...staircase }];
  });
  const { measuredAt, seconds } = steps;
  const { device: computed, engine } = backend;
  return {
    network: found.network.name,
    device: computed,
    engine,
    batch,
    measuredAt,
    seconds,
    recorded: recorded !== undefined,
    groups,
  };
}

/** The network that a word of the command line means, which may be that of a recipe, with the device that it is for. */
async function findTimedNetwork(
  reference: string,
  size: NetworkSize,
): Promise<{ readonly network: Graph; readonly device: Device }> {
  const preset = presetName(reference);
  if (preset === undefined && !/\.json$/i.test(reference)) {
    return { network: await findNetwork(reference, size), device: 'auto' };
  }
  const { recipe } = openRecipe(preset === undefined ? reference : presetFile(preset));
  const { network } = await buildNetwork(recipe.network, await readDatasetShape(recipe.dataset), recipe.seed);
  return { network, device: recipe.device };
}

/** A table for each shape of layers: how many channels take how long. */
export function describeNetworkLatency(latency: NetworkLatency): string {
  const { network, device, engine, batch, groups } = latency;
  const shapes = new Map<string, (typeof groups)[number][]>();
  for (const group of groups) {
    const key = JSON.stringify(group.points);
    shapes.set(key, [...(shapes.get(key) ?? []), group]);
  }
  const images = batch === 1 ? '1 image' : `${batch} images`;
  return [
    `${network} on ${device} (${engine}), ${images} at once: each layer with the next one that reads its channels\n${describeMoment(latency)}`,
    ...[...shapes.values()].map(describeShape),
  ].join('\n\n');
}

function describeMoment({ measuredAt, seconds, recorded }: NetworkLatency): string {
  const measured = `measured ${formatMoment(measuredAt)}, in ${formatDuration(seconds)}`;
  return recorded ? `${measured}, and recorded since; --again measures anew` : measured;
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
