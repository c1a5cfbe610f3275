import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EspalierError } from '../../src-shared/errors.ts';
import type { HostEvent } from '../../src-shared/host-event.ts';
import type { RunSummary } from '../../src-shared/run.ts';
import { openStore, type Store } from '../store/store.ts';
import type { EngineLauncher } from './engine/engine-process.ts';
import { forkEngine } from './engine/fork-engine.ts';
import { findOnlyRun, findRun } from './find-run.ts';
import type { Host } from './host.ts';
import { deleteProject, listProjects, showProject } from './project-requests.ts';
import { runRecipe } from './run-recipe.ts';

/**
 * The host of a home folder (absolute path). The home is made when the first run starts, not before. What is wrong with the home and has been
 * put right is said on standard error, and kept in `notices`.
 */
export function createHost(home: string, launch: EngineLauncher = forkEngine): Host {
  let store: Store | undefined;
  const listeners = new Set<(event: HostEvent) => void>();
  const notices: string[] = [];
  const notice = (message: string): void => {
    notices.push(message);
    process.stderr.write(`espalier: ${message}\n`);
  };
  const writableStore = (): Store => (store ??= openStore(home, notice));
  const existingStore = (): Store | undefined => {
    if (store === undefined && existsSync(join(home, 'espalier.sqlite'))) store = openStore(home, notice);
    return store;
  };
  const filledStore = (): Store => {
    const existing = existingStore();
    if (existing === undefined) throw new EspalierError('not-found', `there are no runs in ${home} yet`);
    return existing;
  };
  return {
    home,
    notices,
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    run: (recipe, options) => runRecipe(recipe, options, { home, launch, existingStore, writableStore }),
    listRuns: (project) => existingStore()?.listRuns(project) ?? [],
    findRun: (reference) => readRun(filledStore(), findRun(filledStore().listRuns(), reference).id),
    deleteRun(reference) {
      const run = findOnlyRun(filledStore().listRuns(), reference);
      filledStore().deleteRun(run.id);
      return run;
    },
    moveRun(reference, project) {
      const run = findOnlyRun(filledStore().listRuns(), reference);
      filledStore().moveRun(run.id, project);
      return run;
    },
    listProjects: () => listProjects(existingStore()),
    showProject: (name) => showProject(filledStore(), name),
    renameProject: (name, newName) => filledStore().renameProject(name, newName),
    deleteProject: (name) => deleteProject(filledStore(), name),
    async archiveProject(name, file, options) {
      const { writeArchive } = await import('../archive/write-archive.ts');
      return writeArchive(filledStore(), name, file, options);
    },
    async restoreProject(file, name) {
      const { restoreProject } = await import('../archive/restore-project.ts');
      return restoreProject(writableStore(), file, name);
    },
    cleanUp: (remove) => (remove ? filledStore().removeUnused() : filledStore().findUnused()),
    close() {
      store?.close();
      store = undefined;
    },
  };
}

/** @throws EspalierError `not-found` where another process has deleted the run since it was listed. */
function readRun(store: Store, id: string): RunSummary {
  const run = store.getRun(id);
  if (run === undefined) throw new EspalierError('not-found', `run ${id} has just been deleted`);
  return run;
}
