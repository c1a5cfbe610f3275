import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { EspalierError } from '../../src-shared/errors.ts';
import type { ProjectOverview } from '../../src-shared/project.ts';

export interface ProjectRecords {
  /** In order of their last activity, newest first. */
  listProjects(): ProjectOverview[];
  /** @throws EspalierError `not-found`. */
  getProject(name: string): ProjectOverview;
  /** @throws EspalierError `bad-usage` where there is a project of this name. */
  createProject(name: string, note: string): void;
  /** @throws EspalierError `not-found`. */
  annotateProject(name: string, note: string): void;
  /** @throws EspalierError `not-found`, or `bad-usage` where there is a project of the new name. */
  renameProject(name: string, newName: string): void;
  /** Puts a run into a project, which is made where it is missing. @throws EspalierError `not-found`. */
  moveRun(runId: string, project: string): void;
  /** Takes away a project that has no runs, with its jobs. @throws EspalierError `not-found`. */
  deleteEmptyProject(name: string): void;
}

const overviewSchema = z.object({
  name: z.string(),
  note: z.string(),
  createdAt: z.string(),
  runs: z.int(),
  datasets: z.int(),
  lastActivity: z.string().nullable(),
}) satisfies z.ZodType<ProjectOverview>;

/** The `projects` table. */
export function openProjectRecords(database: Database): ProjectRecords {
  const overviews = `
    SELECT projects.name, note, created_at AS createdAt, count(runs.id) AS runs, count(DISTINCT dataset) AS datasets,
      max(max(started_at, coalesce(finished_at, ''))) AS lastActivity
    FROM projects LEFT JOIN runs ON runs.project = projects.id`;
  const list = database.prepare(
    `${overviews} GROUP BY projects.id ORDER BY lastActivity DESC NULLS LAST, projects.name`,
  );
  const byName = database.prepare(`${overviews} WHERE projects.name = ? GROUP BY projects.id`);
  const rename = database.prepare('UPDATE projects SET name = @newName WHERE name = @name');
  const annotate = database.prepare('UPDATE projects SET note = @note WHERE name = @name');
  const ensure = prepareProject(database);
  const move = database.prepare('UPDATE runs SET project = ? WHERE id = ?');
  const remove = database.prepare(`
    DELETE FROM projects WHERE name = ? AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.project = projects.id)`);

  function getProject(name: string): ProjectOverview {
    const row = byName.get(name);
    if (row === undefined) {
      throw new EspalierError('not-found', `there is no project "${name}"; \`espalier projects\` lists them`);
    }
    return overviewSchema.parse(row);
  }

  const moveRun = database.transaction((runId: string, project: string) => {
    const { changes } = move.run(ensure(project), runId);
    if (changes !== 1) throw new EspalierError('not-found', `there is no run "${runId}"`);
  });
  function expectNoProject(name: string): void {
    if (byName.get(name) === undefined) return;
    throw new EspalierError('bad-usage', `there is a project "${name}" already; choose another name`);
  }

  const createProject = database.transaction((name: string, note: string) => {
    expectNoProject(name);
    ensure(name);
    annotate.run({ name, note });
  });
  const renameProject = database.transaction((name: string, newName: string) => {
    getProject(name);
    if (name !== newName) expectNoProject(newName);
    rename.run({ name, newName });
  });

  return {
    listProjects: () => list.all().map((row) => overviewSchema.parse(row)),
    getProject,
    createProject: (name, note) => createProject.immediate(name, note),
    annotateProject(name, note) {
      getProject(name);
      annotate.run({ name, note });
    },
    renameProject: (name, newName) => renameProject.immediate(name, newName),
    moveRun: (runId, project) => moveRun.immediate(runId, project),
    deleteEmptyProject(name) {
      getProject(name);
      remove.run(name);
    },
  };
}

/** Finds a project's row by name, made where it is missing; to be called in a transaction. */
export function prepareProject(database: Database): (name: string) => number {
  const insert = database.prepare(
    `INSERT OR IGNORE INTO projects (name, note, created_at) VALUES (@name, '', @createdAt)`,
  );
  const find = database.prepare('SELECT id FROM projects WHERE name = ?').pluck();
  return (name) => {
    insert.run({ name, createdAt: new Date().toISOString() });
    return z.int().parse(find.get(name));
  };
}
