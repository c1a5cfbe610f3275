import type { Migration } from './migration.ts';

/** A detector has no training accuracy, and not every epoch need be evaluated. */
export const detectors: Migration = {
  version: 80,
  sql: `
    CREATE TABLE metrics_with_gaps (
      run                    TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      stage                  TEXT NOT NULL CHECK (stage IN ('train', 'finetune')),
      variant                TEXT NOT NULL,
      seed                   INTEGER NOT NULL CHECK (seed >= 0),
      epoch                  INTEGER NOT NULL CHECK (epoch BETWEEN 1 AND epochs),
      epochs                 INTEGER NOT NULL,
      steps                  INTEGER CHECK (steps > 0), -- null: the epoch has all its steps
      learning_rate          REAL NOT NULL,
      train_loss             REAL, -- null, as in the next three: not a number
      train_accuracy         REAL,
      test_loss              REAL,
      test_accuracy          REAL,
      seconds                REAL NOT NULL,
      data_wait_milliseconds REAL NOT NULL,
      PRIMARY KEY (run, stage, variant, seed, epoch)
    ) STRICT;
    INSERT INTO metrics_with_gaps (run, stage, variant, seed, epoch, epochs, steps, learning_rate, train_loss, train_accuracy,
        test_loss, test_accuracy, seconds, data_wait_milliseconds)
      SELECT run, stage, variant, seed, epoch, epochs, steps, learning_rate, train_loss, train_accuracy,
        test_loss, test_accuracy, seconds, data_wait_milliseconds
      FROM metrics ORDER BY rowid;
    DROP TABLE metrics;
    ALTER TABLE metrics_with_gaps RENAME TO metrics;
  `,
};
