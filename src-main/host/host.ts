import type { LossCurve } from '../../src-shared/loss-curve.ts';
import type { DeviceReport } from '../../src-shared/device-report.ts';
import type { RunEvent } from '../../src-shared/event.ts';
import type { HostEvent } from '../../src-shared/host-event.ts';
import type { Device, Recipe } from '../../src-shared/recipe.ts';
import type { RunResult } from '../../src-shared/result.ts';
import type { DatasetRecord, ProjectDetails, ProjectListEntry } from '../../src-shared/project.ts';
import type { UnusedFolder } from '../store/unused-outcomes.ts';
import type { Restoration } from '../archive/restore-project.ts';
import type { ArchiveSummary } from '../archive/write-archive.ts';
import type { RunDetails, RunStakes } from '../../src-shared/routes/run-routes.ts';
import type { JobQueue } from './queue/job-queue.ts';
import type { CurveWindow } from './read-curves.ts';
import type { RunOverview } from '../../src-shared/run-overview.ts';
import type { RunSummary } from '../../src-shared/run.ts';
import type { Downloads } from './downloads/downloads.ts';
import type { ExportFolder } from './exports/export-folder.ts';
import type { ImageTokens } from './images/image-tokens.ts';
import type { Workbench } from './workbench/workbench.ts';

export type { RunState, RunSummary } from '../../src-shared/run.ts';

export interface RunOptions {
  /** Overrides the recipe's device. */
  readonly device?: Device;
  /** A new run although the same recipe has been run before; finished stages are found, not repeated. */
  readonly again?: boolean;
  /** The unfinished run of the recipe to go on with; else the newest, or a new one. */
  readonly runId?: string;
  /** The project of a new run, made where it is missing; else the default one. */
  readonly project?: string;
  readonly onEvent: (event: RunEvent, runId: string) => void;
  /** Aborting stops the engine after its current step; the run can be resumed. */
  readonly signal?: AbortSignal;
}

/** The one long-lived service behind every front: it owns the store and starts one engine process a job. */
export interface Host {
  readonly home: string;
  /** What the user has to know of the home, such as that a damaged database was replaced by its backup. */
  readonly notices: readonly string[];
  /** The jobs of the home; what a front wants to have computed goes through it. */
  readonly queue: JobQueue;
  /** Tells all that happens from now on; gives the way to stop listening. */
  onEvent(listener: (event: HostEvent) => void): () => void;
  /** Answers that take long to compute. */
  readonly workbench: Workbench;
  readonly images: ImageTokens;
  readonly downloads: Downloads;
  readonly exports: ExportFolder;
  /**
   * Runs a recipe, or resumes its interrupted run, or returns the stored result of a finished one.
   * @throws EspalierError with the engine's code.
   */
  run(recipe: Recipe, options: RunOptions): Promise<RunResult>;
  /** All runs, or those of a project; newest first. */
  listRuns(project?: string): RunOverview[];
  /** By id, by a unique prefix of one, or by name (the newest). @throws EspalierError `not-found`. */
  findRun(reference: string): RunSummary;
  /** All that is known of a run, by its id. @throws EspalierError `not-found`. */
  showRun(id: string): RunDetails;
  /** The losses of a run's steps. @throws EspalierError `not-found`. */
  readCurves(id: string, window: CurveWindow): readonly LossCurve[];
  /** What deleting a run would lose. @throws EspalierError `not-found`. */
  weighRun(id: string): RunStakes;
  /**
   * Deletes a run with its files; by id, by a unique prefix of one, or by a name that no other run has. Gives what it was.
   * @throws EspalierError `not-found`, or `busy` while it is being carried out.
   */
  deleteRun(reference: string): RunOverview;
  /** Puts a run, told as to `deleteRun`, into a project, made where it is missing. @throws EspalierError `not-found`. */
  moveRun(reference: string, project: string): RunOverview;
  /** In order of their last activity, newest first. */
  listProjects(): ProjectListEntry[];
  /** @throws EspalierError `not-found`. */
  showProject(name: string): ProjectDetails;
  /** @throws EspalierError `bad-usage` where there is one of this name. */
  createProject(name: string, note: string): void;
  /** @throws EspalierError `not-found`, or `bad-usage` where the new name is taken. */
  renameProject(name: string, newName: string): void;
  /** @throws EspalierError `not-found`. */
  annotateProject(name: string, note: string): void;
  /** Deletes a project with all its runs, which it gives, and its jobs. @throws EspalierError `not-found`, or `busy` while one is being carried out. */
  deleteProject(name: string): readonly RunOverview[];
  /**
   * Writes a project into one file.
   * @throws EspalierError `not-found`, `busy` while one of its runs is being carried out, or `bad-usage` where the file can't be written.
   */
  archiveProject(name: string, file: string, options: { readonly withoutStages: boolean }): Promise<ArchiveSummary>;
  /** Restores a project out of a file, under its own name or another. @throws EspalierError `bad-archive`, `not-found` or `storage-failed`. */
  restoreProject(file: string, name?: string): Promise<Restoration>;
  /** The data sets that runs of any project used. */
  listDatasets(): DatasetRecord[];
  /** The id of the finished run of a recipe, by the recipe's hash. */
  findFinishedRun(hash: string): string | undefined;
  /** What can be computed on here; tried once, and anew where that is asked. */
  listDevices(anew: boolean): Promise<readonly DeviceReport[]>;
  /** The outcomes of stages that no run needs any more; removed, where that is asked. */
  cleanUp(remove: boolean): readonly UnusedFolder[];
  close(): void;
}
