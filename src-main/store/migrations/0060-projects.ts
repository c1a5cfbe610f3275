import type { Migration } from './migration.ts';

/**
 * Runs belong to projects; data sets and networks are known by their content, so that it can be told which run used which data, started from
 * which network and made which. Earlier runs belong to the project "default", and what their results say is filled in.
 */
export const projects: Migration = {
  version: 60,
  sql: `
    CREATE TABLE projects (
      id         INTEGER PRIMARY KEY,
      name       TEXT NOT NULL UNIQUE CHECK (name <> ''),
      note       TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT;
    INSERT INTO projects (name, note, created_at)
      SELECT 'default', '', coalesce(min(started_at), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) FROM runs;

    CREATE TABLE datasets (
      hash    TEXT PRIMARY KEY NOT NULL CHECK (hash <> ''),
      name    TEXT NOT NULL,
      kind    TEXT NOT NULL,
      path    TEXT, -- where it was last seen; null: it needs none
      train   INTEGER NOT NULL,
      test    INTEGER NOT NULL,
      classes INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE networks (
      sha256     TEXT PRIMARY KEY NOT NULL CHECK (length(sha256) = 64), -- of its ONNX file
      name       TEXT NOT NULL,
      parameters INTEGER, -- null: not known until a run that starts from it is done
      macs       INTEGER
    ) STRICT;

    -- Rows always have a project; SQLite adds no column that refers to another table and is NOT NULL.
    ALTER TABLE runs ADD COLUMN project INTEGER REFERENCES projects (id);
    ALTER TABLE runs ADD COLUMN dataset TEXT REFERENCES datasets (hash);
    ALTER TABLE runs ADD COLUMN network TEXT REFERENCES networks (sha256); -- the file that the run starts from
    UPDATE runs SET project = (SELECT id FROM projects);
    CREATE INDEX runs_by_project ON runs (project, started_at);

    CREATE TABLE run_networks (
      run        TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      variant    TEXT NOT NULL,
      position   INTEGER NOT NULL,
      parameters INTEGER NOT NULL,
      macs       INTEGER NOT NULL,
      accuracy   REAL, -- null: not a number
      sha256     TEXT REFERENCES networks (sha256), -- null: not exported as ONNX
      PRIMARY KEY (run, variant)
    ) STRICT;
    CREATE INDEX run_networks_by_content ON run_networks (sha256);

    CREATE TABLE run_outcomes (
      run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      key TEXT NOT NULL CHECK (key <> ''), -- of a stage's outcome, the name of its folder
      PRIMARY KEY (run, key)
    ) STRICT;
    CREATE INDEX run_outcomes_by_key ON run_outcomes (key);

    INSERT OR IGNORE INTO datasets (hash, name, kind, path, train, test, classes)
      SELECT result ->> '$.dataset.hash', result ->> '$.dataset.name',
        recipe ->> '$.dataset.kind', recipe ->> '$.dataset.path',
        result ->> '$.dataset.train', result ->> '$.dataset.test', json_array_length(result, '$.dataset.classes')
      FROM runs WHERE result IS NOT NULL ORDER BY started_at DESC;
    UPDATE runs SET dataset = result ->> '$.dataset.hash' WHERE result IS NOT NULL;

    INSERT OR IGNORE INTO networks (sha256, name, parameters, macs)
      SELECT file.value ->> '$.sha256', runs.name || ', ' || (variant.value ->> '$.name'),
        variant.value ->> '$.parameters', variant.value ->> '$.macs'
      FROM runs, json_each(runs.result, '$.variants') AS variant, json_each(variant.value, '$.files') AS file
      WHERE file.value ->> '$.format' = 'onnx' ORDER BY started_at;
    INSERT INTO run_networks (run, variant, position, parameters, macs, accuracy, sha256)
      SELECT runs.id, variant.value ->> '$.name', variant.key,
        variant.value ->> '$.parameters', variant.value ->> '$.macs', variant.value ->> '$.accuracy',
        (SELECT file.value ->> '$.sha256' FROM json_each(variant.value, '$.files') AS file
         WHERE file.value ->> '$.format' = 'onnx')
      FROM runs, json_each(runs.result, '$.variants') AS variant;
  `,
};
