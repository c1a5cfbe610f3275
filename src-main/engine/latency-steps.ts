import { z } from 'zod';
import type { Backend } from '../backend/backend.ts';
import type { Graph } from '../graph/graph.ts';
import type { Treads } from '../pruning/keep.ts';
import { findChains } from '../pruning/latency/layer-chain.ts';
import { measureStaircases, type TellProgress } from '../pruning/latency/measure-staircases.ts';
import type { Staircase } from '../pruning/latency/staircase.ts';
import { describeMachine } from './describe-machine.ts';
import { stageKey, type StageStore } from './stage-store.ts';

/** Of which network the steps of latency are asked, and where. */
export interface StepsQuestion {
  readonly network: Graph;
  readonly backend: Backend;
  /** Images at once; runs plan for one. */
  readonly batchSize: number;
}

/** How long a network's groups of layers take on this machine with how many channels, as it was measured. */
export interface LatencySteps {
  /** ISO. */
  readonly measuredAt: string;
  /** What measuring took. */
  readonly seconds: number;
  /** By the names of groups. */
  readonly staircases: ReadonlyMap<string, Staircase>;
}

const channels = z.int().positive();
const recordSchema = z.strictObject({
  measuredAt: z.iso.datetime(),
  seconds: z.number(),
  staircases: z.array(
    z.tuple([
      z.string(),
      z.strictObject({
        points: z.array(z.strictObject({ channels, milliseconds: z.number() })),
        treads: z.array(channels),
        tolerance: z.number(),
      }),
    ]),
  ),
});

/** What was measured last for networks of this shape on this machine, where the home has it. */
export async function findLatencySteps(question: StepsQuestion, stages: StageStore): Promise<LatencySteps | undefined> {
  return recall(await stepsKey(question), stages);
}

/** Measures, and records it in the place of what was measured before. @throws EspalierError as the backend does, or what `tell` throws. */
export async function measureLatencySteps(
  question: StepsQuestion,
  stages: StageStore,
  tell: TellProgress,
): Promise<LatencySteps> {
  const { network, backend, batchSize } = question;
  const measuredAt = new Date().toISOString();
  const began = performance.now();
  const staircases = await measureStaircases(findChains(network), backend, batchSize, tell);
  const steps = { measuredAt, seconds: (performance.now() - began) / 1000, staircases };
  await stages.replaceRecord(await stepsKey(question), recordOf(steps));
  return steps;
}

/**
 * The steps that a run plans by: those it began with, also where they have been measured again since, so that it goes on to the same result.
 * It begins with the home's, and measures where there are none.
 * @throws EspalierError as `measureLatencySteps`.
 */
export async function latencyStepsOfRun(
  runId: string,
  question: StepsQuestion,
  stages: StageStore,
  tell: TellProgress,
): Promise<LatencySteps> {
  const key = stageKey({ kind: 'latency-steps-of-run', runId, steps: await stepsKey(question) });
  const begunWith = await recall(key, stages);
  if (begunWith !== undefined) return begunWith;
  const steps = (await findLatencySteps(question, stages)) ?? (await measureLatencySteps(question, stages, tell));
  await stages.saveRecord(key, recordOf(steps));
  return steps;
}

/** The numbers of channels that groups should have. */
export function treadsOf({ staircases }: LatencySteps): Treads {
  return new Map([...staircases].map(([name, { treads }]) => [name, treads]));
}

async function recall(key: string, stages: StageStore): Promise<LatencySteps | undefined> {
  const record = await stages.findRecord(key, recordSchema);
  return record === undefined ? undefined : { ...record, staircases: new Map(record.staircases) };
}

function recordOf({ staircases, ...steps }: LatencySteps): unknown {
  return { ...steps, staircases: [...staircases] };
}

async function stepsKey({ network, backend: { device, engine }, batchSize }: StepsQuestion): Promise<string> {
  const { processor, threads } = await describeMachine();
  const chains = findChains(network);
  return stageKey({ kind: 'latency-steps', chains, batchSize, device, engine, processor, threads });
}
