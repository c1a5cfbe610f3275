import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EspalierError } from '../../src-shared/errors.ts';
import { openStore, type Store } from '../store/store.ts';
import { createDownloads } from './downloads/downloads.ts';
import type { EngineLauncher } from './engine/engine-process.ts';
import { forkEngine } from './engine/fork-engine.ts';
import { createDeviceList } from './engine/list-devices.ts';
import { createEventHub } from './event-hub.ts';
import { findOnlyRun, findRun } from './find-run.ts';
import type { Host } from './host.ts';
import { createExportFolder } from './exports/export-folder.ts';
import { createImageTokens } from './images/image-tokens.ts';
import { createProjectList, deleteProject, showProject } from './project-requests.ts';
import { createJobQueue } from './queue/job-queue.ts';
import { readCurves } from './read-curves.ts';
import { runRecipe, type Workplace } from './run-recipe.ts';
import { readRun, showRun, weighRun } from './run-requests.ts';
import { createWorkbench } from './workbench/workbench.ts';

/**
 * The host of a home folder (absolute path). The home is made when the first run starts, not before. What is wrong with the home and has been
 * put right is said on standard error, and kept in `notices`.
 */
export function createHost(home: string, launch: EngineLauncher = forkEngine): Host {
  let store: Store | undefined;
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
  const workplace: Workplace = { home, launch, existingStore, writableStore };
  const events = createEventHub();
  const queue = createJobQueue(workplace, events);
  const workbench = createWorkbench(launch);
  const exports = createExportFolder(home);
  void exports.sweep();
  /** Says that runs, projects or their names are others now. */
  const announce = (): void => {
    queue.announce();
    events.tell({ topic: 'runs' });
  };
  return {
    home,
    notices,
    queue,
    workbench,
    images: createImageTokens(),
    downloads: createDownloads(home, (event) => events.tell(event)),
    exports,
    onEvent: (listener) => events.listen(listener),
    run: (recipe, options) => runRecipe(recipe, options, workplace),
    listRuns: (project) => existingStore()?.listRuns(project) ?? [],
    findRun: (reference) => readRun(filledStore(), findRun(filledStore().listRuns(), reference).id),
    showRun: (id) => showRun(filledStore(), id, queue.progressOf(id)),
    readCurves: (id, window) => readCurves(filledStore(), id, window),
    weighRun: (id) => weighRun(filledStore(), id),
    deleteRun(reference) {
      const run = findOnlyRun(filledStore().listRuns(), reference);
      filledStore().deleteRun(run.id);
      announce();
      return run;
    },
    moveRun(reference, project) {
      const run = findOnlyRun(filledStore().listRuns(), reference);
      filledStore().moveRun(run.id, project);
      announce();
      return run;
    },
    listProjects: createProjectList(existingStore),
    showProject: (name) => showProject(filledStore(), name),
    createProject(name, note) {
      writableStore().createProject(name, note);
      announce();
    },
    renameProject(name, newName) {
      filledStore().renameProject(name, newName);
      announce();
    },
    annotateProject(name, note) {
      filledStore().annotateProject(name, note);
      announce();
    },
    deleteProject(name) {
      const runs = deleteProject(filledStore(), name);
      announce();
      return runs;
    },
    async archiveProject(name, file, options) {
      const { writeArchive } = await import('../archive/write-archive.ts');
      return writeArchive(filledStore(), name, file, options);
    },
    async restoreProject(file, name) {
      const { restoreProject } = await import('../archive/restore-project.ts');
      const restoration = await restoreProject(writableStore(), file, name);
      announce();
      return restoration;
    },
    listDatasets: () => existingStore()?.listDatasets() ?? [],
    findFinishedRun: (hash) => existingStore()?.findFinished(hash)?.id,
    listDevices: createDeviceList(launch),
    cleanUp: (remove) => (remove ? filledStore().removeUnused() : filledStore().findUnused()),
    close() {
      queue.close();
      workbench.close();
      store?.close();
      store = undefined;
    },
  };
}
