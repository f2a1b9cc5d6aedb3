/**
 * What brings the database from each version of its schema to the next, from the empty file on. The steps are never
 * changed, only added to: stores of every version are about.
 */
export const schemaSteps: readonly string[] = [
  // Removed versions stay counted in `next`, so that a version never comes to mean something else.
  `
  CREATE TABLE collection (
    id INTEGER PRIMARY KEY, project TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,
    next INTEGER NOT NULL DEFAULT 0, UNIQUE (project, name));
  CREATE TABLE version (
    id INTEGER PRIMARY KEY, collection INTEGER NOT NULL REFERENCES collection, number INTEGER NOT NULL,
    digest TEXT NOT NULL, description TEXT NOT NULL, metadata TEXT NOT NULL, created_at TEXT NOT NULL,
    produced_by TEXT, UNIQUE (collection, number), UNIQUE (collection, digest));
  CREATE TABLE file (
    version INTEGER NOT NULL REFERENCES version, path TEXT NOT NULL, size INTEGER NOT NULL,
    digest TEXT NOT NULL, PRIMARY KEY (version, path)) WITHOUT ROWID;
  CREATE TABLE alias (
    collection INTEGER NOT NULL REFERENCES collection, alias TEXT NOT NULL,
    version INTEGER NOT NULL REFERENCES version, PRIMARY KEY (collection, alias)) WITHOUT ROWID;
  CREATE INDEX alias_version ON alias (version);
  PRAGMA user_version = 1;`,
  // A batch without a run is reserved for its sample. `entry` is the rest of a history entry, as JSON.
  `
  CREATE TABLE batch (
    series TEXT NOT NULL, number INTEGER NOT NULL, sample TEXT NOT NULL, run TEXT UNIQUE,
    acceptance TEXT, entry TEXT, PRIMARY KEY (series, number), UNIQUE (series, sample));
  PRAGMA user_version = 2;`,
  // The checks of a run, packed.
  `
  ALTER TABLE batch ADD COLUMN checks BLOB;
  PRAGMA user_version = 3;`,
  // Runs refer to versions by what they are, not by their rows, which can be removed.
  `
  CREATE TABLE run (
    id TEXT PRIMARY KEY, project TEXT NOT NULL, grouping TEXT NOT NULL, name TEXT NOT NULL, job_type TEXT NOT NULL,
    parent TEXT, config TEXT NOT NULL, command TEXT NOT NULL, commit_id TEXT, started_at TEXT NOT NULL,
    process TEXT NOT NULL, state TEXT NOT NULL, ended_at TEXT, summary TEXT, failure TEXT, cached_from TEXT);
  CREATE INDEX run_parent ON run (parent);
  CREATE INDEX run_started ON run (started_at);
  CREATE TABLE metric (
    run TEXT NOT NULL, key TEXT NOT NULL, step INTEGER NOT NULL, value REAL, special TEXT,
    PRIMARY KEY (run, key, step)) WITHOUT ROWID;
  CREATE TABLE lineage (
    run TEXT NOT NULL, role TEXT NOT NULL, port TEXT NOT NULL, project TEXT NOT NULL, name TEXT NOT NULL,
    version TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (run, role, port));
  CREATE INDEX lineage_artifact ON lineage (project, name);
  CREATE TABLE run_file (
    run TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (run, path)) WITHOUT ROWID;
  CREATE TABLE cached_work (
    key TEXT PRIMARY KEY, run TEXT NOT NULL, created_at TEXT NOT NULL, outputs TEXT NOT NULL,
    summary TEXT NOT NULL) WITHOUT ROWID;
  PRAGMA user_version = 4;`,
  // `ttl` is in seconds from `put_at`, else from `created_at`. `referred` has the files of a version without bytes, as
  // JSON; such a version has no rows in `file`.
  `
  ALTER TABLE version ADD COLUMN tags TEXT;
  ALTER TABLE version ADD COLUMN ttl INTEGER;
  ALTER TABLE version ADD COLUMN put_at TEXT;
  ALTER TABLE version ADD COLUMN collected_at TEXT;
  ALTER TABLE version ADD COLUMN referred TEXT;
  PRAGMA user_version = 5;`,
]

/** The version of the schema that brought the history. */
export const historyVersion = 2

/** The version of the schema that brought the runs. */
export const trackingVersion = 4
