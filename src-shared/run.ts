import type { Recipe } from './recipe.ts';
import type { RunResult } from './result.ts';

export type RunState = 'running' | 'interrupted' | 'failed' | 'done';

/** A run as the store knows it. */
export interface RunSummary {
  readonly id: string;
  readonly name: string;
  readonly state: RunState;
  readonly recipe: Recipe;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly error: string | null;
  /** The run's folder: exports, checkpoints, report. */
  readonly folder: string;
  readonly result: RunResult | null;
}
