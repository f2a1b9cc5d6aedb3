import type { CachedWork, Lineage, Metric, Run, RunFile } from '../../core/tracking.ts'
import { isAlive } from './process.ts'

type Row = Readonly<Record<string, unknown>>

/** A run as it is to be shown: one that never ended, and whose process is gone, crashed. */
export function runOf(row: Row): Run {
  const state = String(row.state) as Run['state']
  const crashed = state === 'running' && !isAlive(JSON.parse(String(row.process)))
  return {
    id: String(row.id),
    project: String(row.project),
    group: String(row.grouping),
    name: String(row.name),
    jobType: String(row.job_type),
    config: JSON.parse(String(row.config)),
    command: JSON.parse(String(row.command)),
    startedAt: String(row.started_at),
    state: crashed ? 'crashed' : state,
    ...text('parent', row.parent),
    ...text('commit', row.commit_id),
    ...text('endedAt', row.ended_at),
    ...text('failure', row.failure),
    ...text('cachedFrom', row.cached_from),
    ...(row.summary === null ? {} : { summary: JSON.parse(String(row.summary)) }),
  }
}

export function metricOf(row: Row): Metric {
  return {
    run: String(row.run),
    key: String(row.key),
    step: Number(row.step),
    value: Number(row.special ?? row.value),
  }
}

export function lineageOf(row: Row): Lineage {
  return {
    run: String(row.run),
    role: row.role === 'used' ? 'used' : 'produced',
    port: String(row.port),
    project: String(row.project),
    name: String(row.name),
    version: String(row.version),
    digest: String(row.digest),
  }
}

export function fileOf(row: Row): RunFile {
  return {
    run: String(row.run),
    path: String(row.path),
    size: Number(row.size),
    digest: String(row.digest),
  }
}

export function cachedOf(row: Row): CachedWork {
  return {
    key: String(row.key),
    run: String(row.run),
    createdAt: String(row.created_at),
    outputs: JSON.parse(String(row.outputs)),
    summary: JSON.parse(String(row.summary)),
  }
}

function text(name: string, value: unknown): Readonly<Record<string, string>> {
  return value === null ? {} : { [name]: String(value) }
}
