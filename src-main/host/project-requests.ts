import { EspalierError } from '../../src-shared/errors.ts';
import type { ProjectDetails, ProjectListEntry } from '../../src-shared/project.ts';
import type { RunOverview } from '../../src-shared/run-overview.ts';
import type { Store } from '../store/store.ts';

export function listProjects(store: Store | undefined): ProjectListEntry[] {
  if (store === undefined) return [];
  return store.listProjects().map((project) => ({ ...project, diskBytes: store.measureProject(project.name) }));
}

/** @throws EspalierError `not-found`. */
export function showProject(store: Store, name: string): ProjectDetails {
  const project = store.getProject(name);
  const lineage = store.listRuns(name).map((run) => store.describeLineage(run));
  return { ...project, dataSets: store.listDatasets(name), lineage };
}

/**
 * Deletes a project with all its runs, and gives those.
 * @throws EspalierError `not-found`, or `busy` while one of its runs is being carried out; nothing is deleted then.
 */
export function deleteProject(store: Store, name: string): readonly RunOverview[] {
  store.getProject(name);
  const runs = store.listRuns(name);
  const running = runs.find(({ state }) => state === 'running');
  if (running !== undefined) {
    throw new EspalierError('busy', `run ${running.id} of project "${name}" is being carried out; stop it first`);
  }
  if (store.readQueue().jobs.some(({ state, project }) => state === 'running' && project === name)) {
    throw new EspalierError('busy', `a job of project "${name}" is being carried out; stop it first`);
  }
  for (const { id } of runs) store.deleteRun(id);
  store.deleteEmptyProject(name);
  return runs;
}
