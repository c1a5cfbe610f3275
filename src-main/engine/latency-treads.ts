import { z } from 'zod';
import type { Backend } from '../backend/backend.ts';
import type { Graph } from '../graph/graph.ts';
import type { Treads } from '../pruning/keep.ts';
import { findChains, type GroupChains } from '../pruning/latency/layer-chain.ts';
import { measureStaircases, type TellProgress } from '../pruning/latency/measure-staircases.ts';
import { describeMachine } from './describe-machine.ts';
import { stageKey, type StageStore } from './stage-store.ts';

const recordSchema = z.strictObject({ treads: z.array(z.tuple([z.string(), z.array(z.int().positive())])) });

/** The treads of a network on this machine that were measured before, where the home has them. */
export async function findLatencyTreads(
  graph: Graph,
  backend: Backend,
  stages: StageStore,
): Promise<Treads | undefined> {
  return recall(await treadsKey(findChains(graph), backend), stages);
}

/**
 * The numbers of channels that a network's groups should have on this machine, for one image at a time. They are measured once for all
 * networks of the same shape, and recorded: a run that goes on plans by what it planned by before.
 * @throws EspalierError as the backend does.
 */
export async function latencyTreads(
  graph: Graph,
  backend: Backend,
  stages: StageStore,
  tell: TellProgress,
): Promise<Treads> {
  const chains = findChains(graph);
  const key = await treadsKey(chains, backend);
  const known = await recall(key, stages);
  if (known !== undefined) return known;
  const staircases = await measureStaircases(chains, backend, 1, tell);
  const treads = [...staircases].map(([name, staircase]) => [name, staircase.treads] as const);
  await stages.saveRecord(key, { treads });
  return new Map(treads);
}

async function recall(key: string, stages: StageStore): Promise<Treads | undefined> {
  const record = await stages.findRecord(key, recordSchema);
  return record === undefined ? undefined : new Map(record.treads);
}

async function treadsKey(chains: readonly GroupChains[], { device, engine }: Backend): Promise<string> {
  const { processor, threads } = await describeMachine();
  return stageKey({ kind: 'latency-treads', chains, device, engine, processor, threads });
}
