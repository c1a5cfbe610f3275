import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { datasetKindSchema } from '../../src-shared/dataset-recipe.ts';
import { taskOf } from '../../src-shared/task.ts';
import { EspalierError } from '../../src-shared/errors.ts';
import { measure } from '../../src-shared/result-schema.ts';
import type { NetworkOverview, RunOverview } from '../../src-shared/run-overview.ts';
import { isRunLocked } from './run-lock.ts';

export interface RunList {
  /** All runs, or those of a project, newest first. Reads no result, so that it is quick however many there are. */
  listRuns(project?: string): RunOverview[];
  /** @throws EspalierError `not-found`. */
  getOverview(id: string): RunOverview;
}

const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  project: z.string(),
  state: z.enum(['running', 'interrupted', 'failed', 'done']),
  startedAt: z.string(),
  error: z.string().nullable(),
  seeds: z.int(),
  folder: z.string(),
  datasetKind: datasetKindSchema,
  baseName: z.string().nullable(),
  baseParameters: z.int().nullable(),
  baseAccuracy: measure,
  bestName: z.string().nullable(),
  bestParameters: z.int().nullable(),
  bestAccuracy: measure,
});

/** The runs as a list shows them: the base network beside the most accurate smaller one (of equals, the smallest). */
export function openRunList(database: Database): RunList {
  const select = `
    SELECT runs.id, runs.name, projects.name AS project, state, started_at AS startedAt, error, folder,
      coalesce(json_extract(recipe, '$.seeds'), 1) AS seeds, json_extract(recipe, '$.dataset.kind') AS datasetKind,
      base.variant AS baseName, base.parameters AS baseParameters, base.accuracy AS baseAccuracy,
      best.variant AS bestName, best.parameters AS bestParameters, best.accuracy AS bestAccuracy
    FROM runs JOIN projects ON projects.id = runs.project
    LEFT JOIN run_networks AS base ON base.run = runs.id AND base.variant = 'base'
    LEFT JOIN run_networks AS best ON best.run = runs.id AND best.variant =
      (SELECT variant FROM run_networks WHERE run = runs.id AND variant <> 'base'
       ORDER BY accuracy DESC, parameters LIMIT 1)`;
  const list = database.prepare(`
    ${select} WHERE @project IS NULL OR projects.name = @project ORDER BY started_at DESC, runs.rowid DESC`);
  const byId = database.prepare(`${select} WHERE runs.id = ?`);
  return {
    listRuns: (project) => list.all({ project: project ?? null }).map(readRow),
    getOverview(id) {
      const row = byId.get(id);
      if (row === undefined) throw new EspalierError('not-found', `there is no run "${id}"`);
      return readRow(row);
    },
  };
}

function readRow(row: unknown): RunOverview {
  const { id, name, project, state, startedAt, error, seeds, folder, datasetKind, ...networks } = rowSchema.parse(row);
  const died = state === 'running' && !isRunLocked(folder);
  return {
    id,
    name,
    project,
    state: died ? 'interrupted' : state,
    startedAt,
    error,
    task: taskOf(datasetKind),
    seeds,
    base: readNetwork(networks.baseName, networks.baseParameters, networks.baseAccuracy),
    best: readNetwork(networks.bestName, networks.bestParameters, networks.bestAccuracy),
  };
}

function readNetwork(name: string | null, parameters: number | null, accuracy: number): NetworkOverview | null {
  return name === null || parameters === null ? null : { name, parameters, accuracy };
}
