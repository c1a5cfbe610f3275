import type { Migration } from './migration.ts';

/**
 * The queue of jobs, and what a run says while it goes on: the loss of every step, the spread of batch-normalisation scales, its plans, certificates
 * and log, so that an unfinished run can be shown in full by whoever opens the home next.
 */
export const queue: Migration = {
  version: 70,
  sql: `
    CREATE TABLE jobs (
      id            TEXT PRIMARY KEY NOT NULL,
      state         TEXT NOT NULL
                    CHECK (state IN ('waiting', 'running', 'paused', 'interrupted', 'failed', 'cancelled', 'done')),
      position      INTEGER NOT NULL, -- the lowest has the first turn
      recipe        TEXT NOT NULL,
      project       INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
      run           TEXT REFERENCES runs (id) ON DELETE CASCADE, -- null: no engine has found that it can be carried out
      again         INTEGER NOT NULL CHECK (again IN (0, 1)),
      stopping      TEXT CHECK (stopping IN ('pause', 'cancel')), -- asked of a running job, not followed yet
      error_code    TEXT,
      error_message TEXT,
      added_at      TEXT NOT NULL,
      CHECK ((state = 'failed') = (error_code IS NOT NULL AND error_message IS NOT NULL)),
      CHECK (stopping IS NULL OR state = 'running')
    ) STRICT;
    CREATE INDEX jobs_by_state ON jobs (state, position);
    CREATE INDEX jobs_by_run ON jobs (run);
    CREATE INDEX jobs_by_project ON jobs (project);
    CREATE UNIQUE INDEX one_running_job ON jobs (state) WHERE state = 'running';

    CREATE TABLE queue (
      id   INTEGER PRIMARY KEY CHECK (id = 1),
      held INTEGER NOT NULL CHECK (held IN (0, 1)) -- 1: no waiting job begins
    ) STRICT;
    INSERT INTO queue (id, held) VALUES (1, 0);

    ALTER TABLE metrics ADD COLUMN steps INTEGER CHECK (steps > 0); -- null: the epoch has all its steps

    CREATE TABLE step_losses (
      run     TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      stage   TEXT NOT NULL CHECK (stage IN ('train', 'finetune')),
      variant TEXT NOT NULL,
      seed    INTEGER NOT NULL CHECK (seed >= 0),
      chunk   INTEGER NOT NULL CHECK (chunk >= 0), -- holds the steps from 1024 · chunk + 1 on
      total   INTEGER NOT NULL, -- steps of the stage
      losses  BLOB NOT NULL CHECK (length(losses) BETWEEN 4 AND 4096 AND length(losses) % 4 = 0), -- 32-bit floats, little end first; not a number: not recorded
      PRIMARY KEY (run, stage, variant, seed, chunk)
    ) STRICT;

    CREATE TABLE scales (
      run     TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      stage   TEXT NOT NULL CHECK (stage IN ('train', 'finetune')),
      variant TEXT NOT NULL,
      seed    INTEGER NOT NULL CHECK (seed >= 0),
      epoch   INTEGER NOT NULL CHECK (epoch > 0),
      counts  TEXT NOT NULL, -- JSON: how many scales are in each bin
      PRIMARY KEY (run, stage, variant, seed, epoch)
    ) STRICT;

    CREATE TABLE plans (
      run    TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      seed   INTEGER NOT NULL CHECK (seed >= 0),
      layers TEXT NOT NULL, -- JSON
      PRIMARY KEY (run, seed)
    ) STRICT;

    CREATE TABLE certificates (
      run         TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      variant     TEXT NOT NULL,
      seed        INTEGER NOT NULL CHECK (seed >= 0),
      layer       TEXT NOT NULL,
      certificate TEXT NOT NULL, -- JSON
      PRIMARY KEY (run, variant, seed, layer)
    ) STRICT;

    CREATE TABLE log_lines (
      run     TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      at      TEXT NOT NULL,
      level   TEXT NOT NULL CHECK (level IN ('info', 'warning', 'error')),
      message TEXT NOT NULL
    ) STRICT;
    CREATE INDEX log_lines_by_run ON log_lines (run);
  `,
};
