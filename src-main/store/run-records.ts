import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { EspalierError } from '../../src-shared/errors.ts';
import { DEFAULT_PROJECT } from '../../src-shared/project.ts';
import { parseRecipe, type Device, type Recipe } from '../../src-shared/recipe.ts';
import { runResultSchema } from '../../src-shared/result-schema.ts';
import type { RunResult } from '../../src-shared/result.ts';
import type { RunSummary } from '../../src-shared/run.ts';
import { prepareToRecordResult } from './lineage-records.ts';
import { prepareProject } from './project-records.ts';
import { isRunLocked, lockRun, type RunLock } from './run-lock.ts';

export interface NewRun {
  readonly id: string;
  readonly recipe: Recipe;
  /** Equal for recipes that ask for the same computation. */
  readonly recipeHash: string;
  readonly device: Device;
  /** Its project's name; made where there is none yet. Else the default one. */
  readonly project?: string;
  /** The process that carries it out, for whoever looks for it; the run's lock tells whether it lives. */
  readonly pid: number;
  readonly folder: string;
}

/** What a run can become short of done, which `saveResult` makes it. */
export type RunStateChange =
  | { readonly state: 'running'; readonly pid: number }
  | { readonly state: 'interrupted' }
  | { readonly state: 'failed'; readonly error: string };

export interface TakenRun extends RunLock {
  readonly id: string;
  readonly folder: string;
  readonly resumed: boolean;
}

export interface RunRecords {
  /** Records a new run as running from now on. */
  createRun(run: NewRun): void;
  /**
   * Takes on the run named `unfinished`, else the newest unfinished run of the recipe, or records the given one where there is none or it shall
   * be `anew`. Of two processes that try at once, one succeeds; it holds the run until `release`.
   * @throws EspalierError `busy` where a process is carrying it out, or `not-found` where there is no such unfinished run.
   */
  takeOnRun(run: NewRun, anew: boolean, unfinished?: string): TakenRun;
  /** @throws EspalierError `not-found`. */
  setRunState(id: string, change: RunStateChange): void;
  /** Stores the result and marks the run done. @throws EspalierError `not-found`. */
  saveResult(id: string, result: RunResult): void;
  /** The newest run of a recipe that has not come to its end: running, interrupted or failed. */
  findUnfinished(recipeHash: string): RunSummary | undefined;
  /** The newest run of a recipe that is done. */
  findFinished(recipeHash: string): RunSummary | undefined;
  holdsRuns(): boolean;
  getRun(id: string): RunSummary | undefined;
}

const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  recipe: z.string(),
  state: z.enum(['running', 'interrupted', 'failed', 'done']),
  pid: z.int().nullable(),
  started_at: z.string(),
  finished_at: z.string().nullable(),
  error: z.string().nullable(),
  folder: z.string(),
  result: z.string().nullable(),
});

const SELECT = 'SELECT id, name, recipe, state, pid, started_at, finished_at, error, folder, result FROM runs';
const NEWEST_FIRST = 'ORDER BY started_at DESC, rowid DESC';

/** The `runs` table. A run that no process holds reads as interrupted. */
export function openRunRecords(database: Database): RunRecords {
  const ensureProject = prepareProject(database);
  const recordResult = prepareToRecordResult(database);
  const insert = database.prepare(`
    INSERT INTO runs (id, name, recipe, recipe_hash, device, state, pid, started_at, folder, project)
    VALUES (@id, @name, @recipe, @recipeHash, @device, 'running', @pid, @startedAt, @folder, @project)`);
  const update = database.prepare(`
    UPDATE runs SET state = @state, pid = @pid, finished_at = @finishedAt, error = @error WHERE id = @id`);
  const finish = database.prepare(`
    UPDATE runs SET state = 'done', pid = NULL, finished_at = @finishedAt, error = NULL, result = @result WHERE id = @id`);
  const byId = database.prepare(`${SELECT} WHERE id = ?`);
  const any = database.prepare('SELECT 1 FROM runs LIMIT 1');
  const unfinished = database.prepare(`${SELECT} WHERE recipe_hash = ? AND state <> 'done' ${NEWEST_FIRST} LIMIT 1`);
  const finished = database.prepare(`${SELECT} WHERE recipe_hash = ? AND state = 'done' ${NEWEST_FIRST} LIMIT 1`);

  const createRun = database.transaction(({ recipe, project, ...run }: NewRun): void => {
    insert.run({
      ...run,
      name: recipe.name,
      recipe: JSON.stringify(recipe),
      startedAt: new Date().toISOString(),
      project: ensureProject(project ?? DEFAULT_PROJECT),
    });
  });

  const saveResult = database.transaction((id: string, result: RunResult): void => {
    const { changes } = finish.run({ id, finishedAt: new Date().toISOString(), result: JSON.stringify(result) });
    expectOneRun(id, changes);
    recordResult(id, result);
  });

  function findKnown(run: NewRun, anew: boolean, id: string | undefined): RunSummary | undefined {
    if (id === undefined) return anew ? undefined : readOptionalRun(unfinished.get(run.recipeHash));
    const known = readOptionalRun(byId.get(id));
    if (known !== undefined && known.state !== 'done') return known;
    throw new EspalierError('not-found', `there is no unfinished run "${id}"`);
  }

  const takeOnRun = database.transaction((run: NewRun, anew: boolean, wanted?: string) => {
    const known = findKnown(run, anew, wanted);
    const { id, folder } = known ?? run;
    const lock = lockRun(folder);
    if (lock === undefined) throw new EspalierError('busy', `this recipe is being run already (${id})`);
    if (known === undefined) createRun(run);
    else update.run({ id, state: 'running', pid: run.pid, finishedAt: null, error: null });
    return { id, folder, resumed: known !== undefined, release: lock.release };
  });

  return {
    createRun: (run) => createRun.immediate(run),
    takeOnRun: (run, anew, wanted) => takeOnRun.immediate(run, anew, wanted),
    setRunState(id, change) {
      const { changes } = update.run({
        id,
        state: change.state,
        pid: change.state === 'running' ? change.pid : null,
        finishedAt: change.state === 'running' ? null : new Date().toISOString(),
        error: change.state === 'failed' ? change.error : null,
      });
      expectOneRun(id, changes);
    },
    saveResult: (id, result) => saveResult.immediate(id, result),
    findUnfinished: (recipeHash) => readOptionalRun(unfinished.get(recipeHash)),
    findFinished: (recipeHash) => readOptionalRun(finished.get(recipeHash)),
    holdsRuns: () => any.get() !== undefined,
    getRun: (id) => readOptionalRun(byId.get(id)),
  };
}

function expectOneRun(id: string, changes: number): void {
  if (changes !== 1) throw new EspalierError('not-found', `there is no run "${id}"`);
}

function readOptionalRun(row: unknown): RunSummary | undefined {
  return row === undefined ? undefined : readRun(row);
}

function readRun(row: unknown): RunSummary {
  const run = rowSchema.parse(row);
  const died = run.state === 'running' && !isRunLocked(run.folder);
  try {
    return {
      id: run.id,
      name: run.name,
      state: died ? 'interrupted' : run.state,
      recipe: parseRecipe(JSON.parse(run.recipe)),
      startedAt: run.started_at,
      finishedAt: run.finished_at,
      error: run.error,
      folder: run.folder,
      result: run.result === null ? null : runResultSchema.parse(JSON.parse(run.result)),
    };
  } catch (cause) {
    throw new EspalierError('internal', `the stored record of run "${run.id}" can't be read`, { cause });
  }
}
