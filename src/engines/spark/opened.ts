import type { DatasetInfo } from '../../core/engine.ts'
import type { SourceColumn } from './columns.ts'
import type { Message } from './messages.ts'
import type { SparkSession } from './session.ts'

/** What a reader made of a source: the columns of a view, and where their values come from. */
export interface Opened {
  /** What to select them from. */
  readonly table: string
  readonly columns: readonly SourceColumn[]
  readonly format: DatasetInfo['format']
  /** Absent where they were not counted. */
  readonly rows?: number
  readonly remarks?: readonly string[]
}

/** Where to read. */
export interface Place {
  readonly session: SparkSession
  /** How the names of all views begin that are made for the dataset. */
  readonly view: string
}

/** The server's own reading of files. */
export function filesRelation(
  format: string,
  paths: readonly string[],
  options: Readonly<Record<string, string>> = {},
  schema?: string,
): Message {
  return { read: { dataSource: { format, paths, options, ...(schema === undefined ? {} : { schema }) } } }
}

export function selected(selects: readonly string[], table: string): Message {
  return { sql: { query: `SELECT ${selects.join(', ')} FROM ${table}` } }
}
