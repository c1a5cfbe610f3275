import type { RunEvent } from '../../src-shared/event.ts';
import type { Device, Recipe } from '../../src-shared/recipe.ts';
import type { RunResult } from '../../src-shared/result.ts';
import type { RunSummary } from '../../src-shared/run.ts';

export type { RunState, RunSummary } from '../../src-shared/run.ts';

export interface RunOptions {
  /** Overrides the recipe's device. */
  readonly device?: Device;
  /** A new run although the same recipe has been run before; finished stages are found, not repeated. */
  readonly again?: boolean;
  readonly onEvent: (event: RunEvent) => void;
  /** Aborting stops the engine after its current step; the run can be resumed. */
  readonly signal?: AbortSignal;
}

/** The one long-lived service behind every front: it owns the store and starts one engine process a job. */
export interface Host {
  readonly home: string;
  /** What the user has to know of the home, such as that a damaged database was replaced by its backup. */
  readonly notices: readonly string[];
  /**
   * Runs a recipe, or resumes its interrupted run, or returns the stored result of a finished one.
   * @throws EspalierError with the engine's code.
   */
  run(recipe: Recipe, options: RunOptions): Promise<RunResult>;
  listRuns(): RunSummary[];
  /** By id, by a unique prefix of one, or by name (the newest). @throws EspalierError `not-found`. */
  findRun(reference: string): RunSummary;
  close(): void;
}
