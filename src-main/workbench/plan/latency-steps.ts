import type { MeasuredSteps } from '../../../src-shared/plan-preview.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import { createBackend } from '../../backend/create-backend.ts';
import { findLatencySteps, measureLatencySteps, type LatencySteps } from '../../engine/latency-steps.ts';
import { openStageStore } from '../../engine/stage-store.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Bench } from '../bench.ts';
import { throwIfOvertaken } from '../overtaken.ts';
import type { TaskInput, TaskOutputs } from '../tasks.ts';
import { findBasis } from './find-basis.ts';

/** The steps of latency that a recipe's plan is rounded to; undefined where it asks for none, or nobody has measured them. */
export async function findSteps(network: Graph, recipe: Recipe, home: string): Promise<LatencySteps | undefined> {
  if (recipe.prune?.roundTo !== 'latency') return undefined;
  const backend = await createBackend(recipe.device);
  return findLatencySteps({ network, backend, batchSize: 1 }, openStageStore(home));
}

/**
 * Measures the steps of latency of a recipe's network, in the place of those that the home has.
 * @throws EspalierError as the run would, or `interrupted` behind the layer at which the signal aborts.
 */
export async function measureSteps(
  bench: Bench,
  { recipe, home }: TaskInput<'measure-latency'>,
  signal: AbortSignal,
): Promise<TaskOutputs['measure-latency']> {
  const { network } = await findBasis(bench, recipe, home);
  const question = { network, backend: await createBackend(recipe.device), batchSize: 1 };
  return describeSteps(await measureLatencySteps(question, openStageStore(home), () => throwIfOvertaken(signal)));
}

/** What a person should know of steps before trusting them. */
export function describeSteps({ measuredAt, seconds, staircases }: LatencySteps): MeasuredSteps {
  const untold = [...staircases].flatMap(([name, { treads }]) => (treads.length === 0 ? [name] : []));
  return { measuredAt, seconds, timed: staircases.size, untold };
}
