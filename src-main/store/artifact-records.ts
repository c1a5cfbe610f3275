import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { storeFile } from './artifact-files.ts';

/** A file of a run, kept by the hash of its content. */
export interface Artifact {
  /** What it is to the run, such as `export/pruned.onnx`. */
  readonly role: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Where the kept copy lies on this machine. */
  readonly path: string;
}

export interface ArtifactRecords {
  /** Keeps a copy of the file for the run; a second one in the same role takes the first one's place. */
  recordArtifact(runId: string, role: string, file: string): Artifact;
  listArtifacts(runId: string): Artifact[];
}

const artifactSchema = z.object({ role: z.string(), sha256: z.string(), bytes: z.int(), path: z.string() });

/** The `artifacts` and `run_artifacts` tables, and the files they speak of. A row is written only once its file is on the disk. */
export function openArtifactRecords(database: Database, home: string): ArtifactRecords {
  const insertArtifact = database.prepare(
    'INSERT INTO artifacts (sha256, bytes, path) VALUES (@sha256, @bytes, @path) ON CONFLICT (sha256) DO UPDATE SET path = excluded.path',
  );
  const assign = database.prepare(`
    INSERT INTO run_artifacts (run, role, sha256) VALUES (@runId, @role, @sha256)
    ON CONFLICT (run, role) DO UPDATE SET sha256 = excluded.sha256`);
  const artifactsOf = database.prepare(`
    SELECT role, sha256, bytes, path FROM run_artifacts JOIN artifacts USING (sha256) WHERE run = ? ORDER BY role`);

  return {
    recordArtifact(runId, role, file) {
      const stored = storeFile(home, file);
      const insert = database.transaction(() => {
        // Deleting the last run that had an equal file may have taken it away since.
        if (!existsSync(join(home, stored.path))) storeFile(home, file);
        insertArtifact.run(stored);
        assign.run({ runId, role, sha256: stored.sha256 });
      });
      insert.immediate();
      return { role, ...stored, path: join(home, stored.path) };
    },
    listArtifacts: (runId) =>
      artifactsOf
        .all(runId)
        .map((row) => artifactSchema.parse(row))
        .map((artifact) => ({ ...artifact, path: join(home, artifact.path) })),
  };
}
