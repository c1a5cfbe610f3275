import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { EspalierError } from '../../src-shared/errors.ts';
import { lockRun } from './run-lock.ts';

export interface RunDeletion {
  /**
   * Deletes a run: its rows, its folder, and the kept files that no other run has. Outcomes of its stages stay, for other runs may need them.
   * @throws EspalierError `not-found`, or `busy` while a process is carrying it out.
   */
  deleteRun(id: string): void;
}

const fileSchema = z.object({ path: z.string() });

export function openRunDeletion(database: Database, home: string): RunDeletion {
  const exists = database.prepare('SELECT 1 FROM runs WHERE id = ?');
  const deleteRow = database.prepare('DELETE FROM runs WHERE id = ?');
  const deleteFiles = database.prepare(
    'DELETE FROM artifacts WHERE sha256 NOT IN (SELECT sha256 FROM run_artifacts) RETURNING path',
  );
  const deleteDatasets = database.prepare(
    'DELETE FROM datasets WHERE hash NOT IN (SELECT dataset FROM runs WHERE dataset IS NOT NULL)',
  );
  const deleteNetworks = database.prepare(`
    DELETE FROM networks WHERE sha256 NOT IN
      (SELECT network FROM runs WHERE network IS NOT NULL
       UNION ALL SELECT sha256 FROM run_networks WHERE sha256 IS NOT NULL)`);

  const deleteAll = database.transaction((id: string) => {
    deleteRow.run(id);
    // Within the transaction, because a run that keeps an equal file now looks for it in one of its own.
    for (const row of deleteFiles.all()) rmSync(join(home, fileSchema.parse(row).path), { force: true });
    deleteDatasets.run();
    deleteNetworks.run();
  });

  return {
    deleteRun(id) {
      if (exists.get(id) === undefined) throw new EspalierError('not-found', `there is no run "${id}"`);
      const folder = join(home, 'runs', id);
      const lock = lockRun(folder);
      if (lock === undefined) throw new EspalierError('busy', `run ${id} is being carried out; stop it first`);
      try {
        deleteAll.immediate(id);
      } finally {
        lock.release();
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
