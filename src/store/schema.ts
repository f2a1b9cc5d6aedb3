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
]

/** The version of the schema that brought the history. */
export const historyVersion = 2
