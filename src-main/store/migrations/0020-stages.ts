import type { Migration } from './migration.ts';

export const stages: Migration = {
  version: 20,
  sql: `
    CREATE TABLE stages (
      run         TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      stage       TEXT NOT NULL
                  CHECK (stage IN ('train', 'prune', 'compensate', 'recalibrate', 'finetune', 'evaluate', 'export')),
      variant     TEXT NOT NULL,
      state       TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed')),
      key         TEXT,
      started_at  TEXT NOT NULL,
      finished_at TEXT,
      seconds     REAL CHECK (seconds >= 0),
      PRIMARY KEY (run, stage, variant)
    ) STRICT;

    CREATE TABLE metrics (
      run                    TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      stage                  TEXT NOT NULL CHECK (stage IN ('train', 'finetune')),
      variant                TEXT NOT NULL,
      epoch                  INTEGER NOT NULL CHECK (epoch BETWEEN 1 AND epochs),
      epochs                 INTEGER NOT NULL,
      learning_rate          REAL NOT NULL,
      train_loss             REAL, -- null: not a number
      train_accuracy         REAL NOT NULL,
      test_loss              REAL, -- null: not a number
      test_accuracy          REAL NOT NULL,
      seconds                REAL NOT NULL,
      data_wait_milliseconds REAL NOT NULL,
      PRIMARY KEY (run, stage, variant, epoch)
    ) STRICT;
  `,
};
