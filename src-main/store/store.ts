import { join } from 'node:path';
import { openArtifactRecords, type ArtifactRecords } from './artifact-records.ts';
import { prepareHome } from './home.ts';
import { openDatabase } from './open-database.ts';
import { openRunRecords, type RunRecords } from './run-records.ts';
import { openStageRecords, type StageRecords } from './stage-records.ts';

/** What Espalier remembers: runs, their stages and measurements, and their files. */
export interface Store extends RunRecords, StageRecords, ArtifactRecords {
  readonly home: string;
  close(): void;
}

/**
 * Opens the store of a home folder (absolute path), made where it is missing.
 * @throws EspalierError `bad-home` where the folder can't be written, its database can't be read or has a newer schema.
 */
export function openStore(home: string): Store {
  prepareHome(home);
  const database = openDatabase(join(home, 'espalier.sqlite'));
  return {
    home,
    ...openRunRecords(database),
    ...openStageRecords(database),
    ...openArtifactRecords(database, home),
    close() {
      database.close();
    },
  };
}
