import type { Migration } from './migration.ts';

export const runs: Migration = {
  version: 10,
  sql: `
    CREATE TABLE runs (
      id          TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
      name        TEXT NOT NULL,
      recipe      TEXT NOT NULL CHECK (json_valid(recipe)),
      recipe_hash TEXT NOT NULL,
      device      TEXT NOT NULL,
      state       TEXT NOT NULL CHECK (state IN ('running', 'interrupted', 'failed', 'done')),
      pid         INTEGER,
      started_at  TEXT NOT NULL,
      finished_at TEXT,
      error       TEXT,
      folder      TEXT NOT NULL,
      result      TEXT CHECK (result IS NULL OR json_valid(result)),
      CHECK (state <> 'running' OR pid IS NOT NULL),
      CHECK (state <> 'failed' OR error IS NOT NULL),
      CHECK (state <> 'done' OR result IS NOT NULL)
    ) STRICT;
    CREATE INDEX runs_by_recipe ON runs (recipe_hash, started_at);
  `,
};
