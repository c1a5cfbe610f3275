import type { Migration } from './migration.ts';

export const artifacts: Migration = {
  version: 30,
  sql: `
    CREATE TABLE artifacts (
      sha256 TEXT PRIMARY KEY NOT NULL CHECK (length(sha256) = 64),
      bytes  INTEGER NOT NULL CHECK (bytes >= 0),
      path   TEXT NOT NULL UNIQUE -- relative to the home folder, with forward slashes
    ) STRICT;

    CREATE TABLE run_artifacts (
      run    TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      role   TEXT NOT NULL CHECK (role <> ''),
      sha256 TEXT NOT NULL REFERENCES artifacts (sha256),
      PRIMARY KEY (run, role)
    ) STRICT;
  `,
};
