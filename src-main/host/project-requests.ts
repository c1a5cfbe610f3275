import { EspalierError } from '../../src-shared/errors.ts';
import type { ProjectDetails, ProjectListEntry, ProjectOverview } from '../../src-shared/project.ts';
import type { RunOverview } from '../../src-shared/run-overview.ts';
import type { Store } from '../store/store.ts';

/** Files are counted anew after so long, or when a project's runs are others. */
const MEASURED_MILLISECONDS = 5 * 60_000;

/** Lists projects with their use of the disk, which is remembered: to count thousands of files takes long enough to be felt. */
export function createProjectList(existingStore: () => Store | undefined): () => ProjectListEntry[] {
  const measured = new Map<string, { readonly key: string; readonly time: number; readonly bytes: number }>();

  function measure(store: Store, { name, runs, lastActivity }: ProjectOverview): number {
    const key = `${runs} ${lastActivity}`;
    const known = measured.get(name);
    if (known?.key === key && performance.now() - known.time < MEASURED_MILLISECONDS) return known.bytes;
    const bytes = store.measureProject(name);
    measured.set(name, { key, time: performance.now(), bytes });
    return bytes;
  }

  return () => {
    const store = existingStore();
    if (store === undefined) return [];
    return store.listProjects().map((project) => ({ ...project, diskBytes: measure(store, project) }));
  };
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
