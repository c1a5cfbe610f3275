import { basename, isAbsolute, join, relative, sep } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { z } from 'zod';
import { EspalierError } from '../../src-shared/errors.ts';
import { prepareProject } from './project-records.ts';
import { projectRowsSchema, rowSchemas, type ProjectRows } from './project-rows-schema.ts';

type RunRow = ProjectRows['runs'][number];
type LossesRow = ProjectRows['step_losses'][number];

export interface ProjectRowRecords {
  /** @throws EspalierError `internal` where a stored row is not what it should be. */
  readProjectRows(project: string): ProjectRows;
  /**
   * Inserts rows into a project, made where it is missing, but those of known runs; all in one transaction. `placeFiles` moves their files to where
   * they belong once the rows are found right and before they stay. Gives the known runs.
   * @throws EspalierError `bad-archive` where one is here and differs, or rows don't belong together.
   */
  insertProjectRows(
    project: string,
    rows: ProjectRows,
    placeFiles: (known: ReadonlySet<string>) => void,
  ): ReadonlySet<string>;
}

const RUNS_OF = `SELECT runs.id FROM runs JOIN projects ON projects.id = runs.project WHERE projects.name = @project`;
const WHERE: Readonly<Record<keyof ProjectRows, string>> = {
  datasets: `hash IN (SELECT dataset FROM runs WHERE id IN (${RUNS_OF}))`,
  networks: `sha256 IN (SELECT network FROM runs WHERE id IN (${RUNS_OF})
    UNION SELECT sha256 FROM run_networks WHERE run IN (${RUNS_OF}))`,
  artifacts: `sha256 IN (SELECT sha256 FROM run_artifacts WHERE run IN (${RUNS_OF}))`,
  runs: `id IN (${RUNS_OF})`,
  stages: `run IN (${RUNS_OF})`,
  metrics: `run IN (${RUNS_OF})`,
  run_networks: `run IN (${RUNS_OF})`,
  run_outcomes: `run IN (${RUNS_OF})`,
  run_artifacts: `run IN (${RUNS_OF})`,
  step_losses: `run IN (${RUNS_OF})`,
  scales: `run IN (${RUNS_OF})`,
  plans: `run IN (${RUNS_OF})`,
  certificates: `run IN (${RUNS_OF})`,
  log_lines: `run IN (${RUNS_OF})`,
};

/** Rows that don't travel as they are stored. */
const packRow: Partial<Readonly<Record<keyof ProjectRows, (row: unknown) => unknown>>> = {
  runs: toTravel,
  step_losses: packLosses,
};

/** A project's rows of all tables, on their way into an archive and out of one. */
export function openProjectRows(database: Database, home: string): ProjectRowRecords {
  const ensureProject = prepareProject(database);
  const runRow = database.prepare(`SELECT ${columnsOf('runs').join(', ')}, folder FROM runs WHERE id = ?`);

  const readAll = database.transaction((project: string): unknown =>
    Object.fromEntries(
      TABLES.map((table) => {
        const extra = table === 'runs' ? ', folder' : '';
        const sql = `SELECT ${columnsOf(table).join(', ')}${extra} FROM ${table} WHERE ${WHERE[table]} ORDER BY rowid`;
        const rows = database.prepare(sql).all({ project });
        return [table, rows.map(packRow[table] ?? ((row) => row))];
      }),
    ),
  );

  function findKnownRuns({ runs }: ProjectRows): ReadonlySet<string> {
    const known = new Set<string>();
    for (const run of runs) {
      const row = runRow.get(run.id);
      if (row === undefined) continue;
      const here = toTravel(row);
      if (here.recipe_hash !== run.recipe_hash || here.started_at !== run.started_at || here.result !== run.result) {
        throw new EspalierError(
          'bad-archive',
          `run ${run.id} of the archive is in this home already, and differs; delete it here (\`espalier runs delete ${run.id}\`) or restore into another home`,
        );
      }
      known.add(run.id);
    }
    return known;
  }

  function insertRows(table: keyof ProjectRows, rows: readonly object[], isShared: boolean): void {
    const columns = table === 'runs' ? [...columnsOf(table), 'folder', 'project'] : columnsOf(table);
    const insert = database.prepare(
      `INSERT ${isShared ? 'OR IGNORE ' : ''}INTO ${table} (${columns.join(', ')})
       VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
    );
    for (const row of rows) insert.run(row);
  }

  const insertAll = database.transaction(
    (projectName: string, rows: ProjectRows, placeFiles: (known: ReadonlySet<string>) => void): ReadonlySet<string> => {
      const known = findKnownRuns(rows);
      const project = ensureProject(projectName);
      for (const table of SHARED_TABLES) insertRows(table, rows[table], true);
      const newRuns = rows.runs.filter(({ id }) => !known.has(id));
      insertRows(
        'runs',
        newRuns.map((run) => ({ ...fromTravel(run, home), project })),
        false,
      );
      for (const table of TABLES_OF_RUNS)
        insertRows(
          table,
          rows[table].filter(({ run }) => !known.has(run)),
          false,
        );
      insertRows('step_losses', rows.step_losses.filter(({ run }) => !known.has(run)).map(unpackLosses), false);
      placeFiles(known);
      return known;
    },
  );

  return {
    readProjectRows(project) {
      const { success, data, error } = projectRowsSchema.safeParse(readAll(project));
      if (success) return data;
      throw new EspalierError('internal', `the rows of project "${project}" can't be read: ${error.message}`, {
        cause: error,
      });
    },
    insertProjectRows(project, rows, placeFiles) {
      try {
        return insertAll.immediate(project, rows, placeFiles);
      } catch (cause) {
        if (!(cause instanceof SqliteDatabase.SqliteError && cause.code.startsWith('SQLITE_CONSTRAINT'))) throw cause;
        const message = `the rows of the archive don't belong together (${cause.message}); nothing was restored`;
        throw new EspalierError('bad-archive', message, { cause });
      }
    },
  };
}

const TABLES = projectRowsSchema.keyof().options;
/** Rows known by their content; several runs may have one. */
const SHARED_TABLES = ['datasets', 'networks', 'artifacts'] as const;
const TABLES_OF_RUNS = [
  'stages',
  'metrics',
  'run_networks',
  'run_outcomes',
  'run_artifacts',
  'scales',
  'plans',
  'certificates',
  'log_lines',
] as const;

function columnsOf(table: keyof ProjectRows): readonly string[] {
  return Object.keys(rowSchemas[table].shape);
}

const storedLossesSchema = rowSchemas.step_losses.extend({ losses: z.instanceof(Buffer) });

function packLosses(row: unknown): LossesRow {
  const { losses, ...rest } = storedLossesSchema.parse(row);
  return { ...rest, losses: losses.toString('base64') };
}

function unpackLosses({ losses, ...row }: LossesRow): object {
  return { ...row, losses: Buffer.from(losses, 'base64') };
}

const storedRunSchema = rowSchemas.runs.extend({
  state: z.enum(['running', 'interrupted', 'failed', 'done']),
  folder: z.string(),
});

/** A run's row without what is of this home: its paths become relative ones. */
function toTravel(row: unknown): RunRow {
  const { folder, state, result, ...run } = storedRunSchema.parse(row);
  const mapped = result === null ? null : mapPaths(result, (path) => toRelative(path, folder, run.id));
  return { ...run, state: state === 'running' ? 'interrupted' : state, result: mapped };
}

function fromTravel({ result, ...run }: RunRow, home: string): RunRow & { readonly folder: string } {
  const mapped = result === null ? null : mapPaths(result, (path) => join(home, path));
  return { ...run, result: mapped, folder: join(home, 'runs', run.id) };
}

function toRelative(path: string, folder: string, id: string): string {
  const inside = relative(folder, path);
  const isInside = !inside.startsWith('..') && !isAbsolute(inside);
  return ['runs', id, ...(isInside ? inside.split(sep) : [basename(path)])].join('/');
}

/** The paths of the exported files that a result speaks of, as they travel. */
export function exportedPaths(result: string): string[] {
  return pathsSchema.parse(JSON.parse(result)).variants.flatMap(({ files }) => files.map(({ path }) => path));
}

const pathsSchema = z.looseObject({
  variants: z.array(z.looseObject({ files: z.array(z.looseObject({ path: z.string() })) })),
});

/** A result's JSON with the paths of its exported files changed, and nothing else. */
function mapPaths(result: string, change: (path: string) => string): string {
  const parsed = pathsSchema.parse(JSON.parse(result));
  const variants = parsed.variants.map((variant) => ({
    ...variant,
    files: variant.files.map((file) => ({ ...file, path: change(file.path) })),
  }));
  return JSON.stringify({ ...parsed, variants });
}
