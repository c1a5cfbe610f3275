import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { toEspalierError } from '../../src-shared/errors.ts';
import { openArtifactRecords, type ArtifactRecords } from './artifact-records.ts';
import { backUp, isBackupDue } from './backups.ts';
import { prepareHome } from './home.ts';
import { findNetworkShare } from './network-share.ts';
import { openDatabase } from './open-database.ts';
import { openRunDeletion, type RunDeletion } from './delete-run.ts';
import { openDiskUse, type DiskUse } from './disk-use.ts';
import { openJobRecords, type JobRecords } from './job-records.ts';
import { openLineageRecords, type LineageRecords } from './lineage-records.ts';
import { openProjectRecords, type ProjectRecords } from './project-records.ts';
import { openProjectRows, type ProjectRowRecords } from './project-rows.ts';
import { openRunFacts, type RunFacts } from './run-facts.ts';
import { openRunList, type RunList } from './run-list.ts';
import { openRunRecords, type RunRecords } from './run-records.ts';
import { openUnusedOutcomes, type UnusedOutcomes } from './unused-outcomes.ts';
import { openStepLossRecords, type StepLossRecords } from './step-losses.ts';
import { openStageRecords, type StageRecords } from './stage-records.ts';

/** What Espalier remembers: projects, runs, their stages and measurements, their files, and what came out of what. */
export interface Store
  extends
    RunRecords,
    RunList,
    RunDeletion,
    ProjectRecords,
    LineageRecords,
    DiskUse,
    ProjectRowRecords,
    UnusedOutcomes,
    StageRecords,
    StepLossRecords,
    RunFacts,
    JobRecords,
    ArtifactRecords {
  readonly home: string;
  /** Copies the database into the home's `backups/`; where that fails, `tell` hears of it. */
  backUp(): void;
  close(): void;
}

/**
 * Opens the store of a home folder (absolute path), made where it is missing; once a day it is backed up. `tell` hears what the user has to know: that a damaged
 * database was replaced, or that the home lies on a network share.
 * @throws EspalierError `bad-home` where the folder can't be written, its database can't be opened or has a newer schema.
 */
export function openStore(home: string, tell: (message: string) => void = () => undefined): Store {
  prepareHome(home);
  const share = findNetworkShare(home);
  if (share !== undefined) {
    tell(
      `the home ${home} is on a network share (${share}), where a database can be damaged; choose a folder on a disk of this machine with --home or ESPALIER_HOME`,
    );
  }
  const database = openDatabase(join(home, 'espalier.sqlite'), tell);
  const copy = (): void => {
    try {
      backUp(database, home);
    } catch (error) {
      tell(`the database could not be backed up: ${toEspalierError(error).message}`);
    }
  };
  const runs = openRunRecords(database);
  if (runs.holdsRuns() && isBackupDue(home)) copy();
  return {
    home,
    ...runs,
    ...openRunList(database),
    ...openRunDeletion(database, home),
    ...openProjectRecords(database),
    ...openLineageRecords(database),
    ...openDiskUse(database, home),
    ...openProjectRows(database, home),
    ...openUnusedOutcomes(database, home),
    ...openStageRecords(database),
    ...openStepLossRecords(database),
    ...openRunFacts(database),
    ...openJobRecords(database),
    ...openArtifactRecords(database, home),
    backUp: copy,
    close: () => closeDatabase(database),
  };
}

/** Writes the log into the database and empties it, unless another process is at it: then that one will. */
function closeDatabase(database: Database): void {
  if (!database.open) return;
  database.pragma('busy_timeout = 0');
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}
