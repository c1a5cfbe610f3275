import type { Migration } from './migration.ts';

/** A run can have several seeds: its stages and epochs say whose they are. Those of earlier runs are the recipe's one seed's. */
export const seeds: Migration = {
  version: 40,
  sql: `
    CREATE TABLE stages_of_seeds (
      run         TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      stage       TEXT NOT NULL
                  CHECK (stage IN ('train', 'prune', 'compensate', 'recalibrate', 'finetune', 'evaluate', 'export')),
      variant     TEXT NOT NULL,
      seed        INTEGER NOT NULL CHECK (seed >= 0),
      state       TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed')),
      key         TEXT,
      started_at  TEXT NOT NULL,
      finished_at TEXT,
      seconds     REAL CHECK (seconds >= 0),
      PRIMARY KEY (run, stage, variant, seed)
    ) STRICT;
    INSERT INTO stages_of_seeds (run, stage, variant, seed, state, key, started_at, finished_at, seconds)
      SELECT run, stage, variant, coalesce(json_extract(runs.recipe, '$.seed'), 1), stages.state, key,
        stages.started_at, stages.finished_at, seconds
      FROM stages JOIN runs ON runs.id = stages.run ORDER BY stages.rowid;
    DROP TABLE stages;
    ALTER TABLE stages_of_seeds RENAME TO stages;

    CREATE TABLE metrics_of_seeds (
      run                    TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      stage                  TEXT NOT NULL CHECK (stage IN ('train', 'finetune')),
      variant                TEXT NOT NULL,
      seed                   INTEGER NOT NULL CHECK (seed >= 0),
      epoch                  INTEGER NOT NULL CHECK (epoch BETWEEN 1 AND epochs),
      epochs                 INTEGER NOT NULL,
      learning_rate          REAL NOT NULL,
      train_loss             REAL, -- null: not a number
      train_accuracy         REAL NOT NULL,
      test_loss              REAL, -- null: not a number
      test_accuracy          REAL NOT NULL,
      seconds                REAL NOT NULL,
      data_wait_milliseconds REAL NOT NULL,
      PRIMARY KEY (run, stage, variant, seed, epoch)
    ) STRICT;
    INSERT INTO metrics_of_seeds (run, stage, variant, seed, epoch, epochs, learning_rate, train_loss, train_accuracy,
        test_loss, test_accuracy, seconds, data_wait_milliseconds)
      SELECT run, stage, variant, coalesce(json_extract(runs.recipe, '$.seed'), 1), epoch, epochs, learning_rate,
        train_loss, train_accuracy, test_loss, test_accuracy, seconds, data_wait_milliseconds
      FROM metrics JOIN runs ON runs.id = metrics.run ORDER BY metrics.rowid;
    DROP TABLE metrics;
    ALTER TABLE metrics_of_seeds RENAME TO metrics;
  `,
};
