import type { InStatement } from '@libsql/client'
import type { AliasMove, Metric, TrackingChanges } from '../../core/tracking.ts'
import type { Json } from '../../core/value.ts'
import { findEntry, moveAlias } from '../catalogue.ts'
import type { Database } from '../database.ts'
import { ownMark } from './process.ts'

/** Writes changes within a transaction. */
export async function writeChanges(database: Database, changes: TrackingChanges): Promise<void> {
  for (const statement of statementsOf(changes)) await database.execute(statement)
  for (const move of changes.aliases ?? []) await moveAliases(database, move)
}

/** One statement for each kind of change, however many there are. */
function statementsOf(changes: TrackingChanges): readonly InStatement[] {
  const { started = [], ended = [], metrics = [], lineage = [], files = [], cached = [] } = changes
  const mark = JSON.stringify(ownMark())
  return [
    fromRows(
      started.map(run => ({ ...run, parent: run.parent ?? null, commit: run.commit ?? null, process: mark })),
      rows => `INSERT INTO run (id, project, grouping, name, job_type, parent, config, command, commit_id, started_at,
          process, state)
        SELECT value ->> 'id', value ->> 'project', value ->> 'group', value ->> 'name', value ->> 'jobType',
          value ->> 'parent', value -> 'config', value -> 'command', value ->> 'commit', value ->> 'startedAt',
          value ->> 'process', 'running' FROM ${rows}`,
    ),
    fromRows(
      ended,
      rows => `UPDATE run SET state = e.value ->> 'state', ended_at = e.value ->> 'endedAt',
          summary = e.value -> 'summary', failure = e.value ->> 'failure', cached_from = e.value ->> 'cachedFrom'
        FROM ${rows} AS e WHERE run.id = e.value ->> 'id'`,
    ),
    fromRows(
      metrics.map(storedMetric),
      rows => `INSERT OR REPLACE INTO metric (run, key, step, value, special)
        SELECT value ->> 'run', value ->> 'key', value ->> 'step', value ->> 'value', value ->> 'special' FROM ${rows}`,
    ),
    fromRows(
      lineage,
      rows => `INSERT OR REPLACE INTO lineage (run, role, port, project, name, version, digest)
        SELECT value ->> 'run', value ->> 'role', value ->> 'port', value ->> 'project', value ->> 'name',
          value ->> 'version', value ->> 'digest' FROM ${rows}`,
    ),
    fromRows(
      files,
      rows => `INSERT OR REPLACE INTO run_file (run, path, size, digest)
        SELECT value ->> 'run', value ->> 'path', value ->> 'size', value ->> 'digest' FROM ${rows}`,
    ),
    fromRows(
      cached,
      rows => `INSERT OR REPLACE INTO cached_work (key, run, created_at, outputs, summary)
        SELECT value ->> 'key', value ->> 'run', value ->> 'createdAt', value -> 'outputs', value -> 'summary' FROM ${rows}`,
    ),
  ].flat()
}

function fromRows(rows: readonly unknown[], sql: (rows: string) => string): readonly InStatement[] {
  return rows.length === 0 ? [] : [{ sql: sql('json_each(?)'), args: [JSON.stringify(rows)] }]
}

/** Neither JSON nor SQLite has NaN and infinities. */
function storedMetric({ run, key, step, value }: Metric): Json {
  return Number.isFinite(value)
    ? { run, key, step, value, special: null }
    : { run, key, step, value: null, special: String(value) }
}

async function moveAliases(database: Database, { aliases, ...link }: AliasMove): Promise<void> {
  const { project, name, version } = link
  const entry = await findEntry(database, { project, name, alias: version })
  // A version that was removed meanwhile cannot be pointed at; the others of the same run can.
  if (entry === undefined) return
  for (const alias of aliases) await moveAlias(database, entry, alias)
}
