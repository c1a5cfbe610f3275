import { EspalierError } from '../../src-shared/errors.ts';
import type { RunEvent, StageName } from '../../src-shared/event.ts';
import type { Backend } from '../backend/backend.ts';
import type { BatchLoader } from '../data/batch.ts';
import type { Examination } from '../evaluation/evaluate-network.ts';
import type { PreparedRun } from './prepare.ts';
import type { StageStore } from './stage-store.ts';

/** What all stages of a seed work with; `network` is the one that this seed starts from. */
export interface RunContext extends PreparedRun {
  readonly runId: string;
  /** The seed that is carried out; `recipe.seed` is the first. */
  readonly seed: number;
  readonly backend: Backend;
  readonly loader: BatchLoader;
  readonly stages: StageStore;
  readonly signal: AbortSignal;
  readonly emit: (event: RunEvent) => void;
  readonly notes: string[];
}

/** How the run's networks are evaluated. */
export function examinationOf({ backend, loader, dataset, recipe }: RunContext): Examination {
  return { backend, loader, dataset, evaluate: recipe.evaluate };
}

/** Says something to whoever watches, and keeps it for the report; what an earlier seed has said already is not said again. */
export function note(context: RunContext, level: 'info' | 'warning', message: string): void {
  if (context.notes.includes(message)) return;
  context.notes.push(message);
  context.emit({ event: 'note', level, message });
}

/** @throws EspalierError `interrupted` where the run has been stopped. */
export function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw new EspalierError('interrupted', 'the run was stopped; the same command continues it');
}

/** Runs a stage between its two events. @throws EspalierError `interrupted` where the run has been stopped. */
export async function runStage<T>(
  context: RunContext,
  stage: StageName,
  variant: string,
  work: () => Promise<{ value: T; reused: boolean }>,
): Promise<T> {
  throwIfStopped(context.signal);
  const { seed } = context;
  context.emit({ event: 'stage-start', stage, variant, seed });
  const started = performance.now();
  const { value, reused } = await work();
  context.emit({ event: 'stage-end', stage, variant, seed, seconds: (performance.now() - started) / 1000, reused });
  return value;
}
