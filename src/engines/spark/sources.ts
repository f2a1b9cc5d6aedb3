import { isAbsolute, resolve } from 'node:path'
import type { DatasetSource } from '../../core/engine.ts'
import { UserError } from '../../core/errors.ts'
import type { Connection } from './connection.ts'
import type { Message } from './messages.ts'

type FileSource = Extract<DatasetSource, { kind: 'files' }>

/**
 * What a server has to read: Parquet files, or a table, `table:prod.songs`.
 *
 * @throws UserError when the server cannot get at the files, or they are of another format
 */
export function relationOf({ paths, read }: FileSource, { host }: Connection): Message {
  const [first = ''] = paths
  const [, table] = /^table:(.+)$/s.exec(first) ?? []
  if (table !== undefined) return { read: { namedTable: { unparsedIdentifier: table } } }
  const other = paths.find(path => !isParquet(path))
  if (read?.format === undefined ? other !== undefined : read.format !== 'parquet')
    throw new UserError(`Spark reads Parquet and tables here, and not ${other ?? first}.`, {
      hint: 'Convert it to Parquet, or name a table as table:NAME.',
    })
  return { read: { dataSource: { format: 'parquet', paths: paths.map(path => placed(path, host)) } } }
}

/** Whether a text names a table, or files that the server reads itself. */
export function isFoundByServer(reference: string): boolean {
  return /^table:.|^(?!https?:|file:)[a-z][a-z0-9+.-]+:\/\//i.test(reference)
}

function isParquet(path: string): boolean {
  return /\.(?:parquet|pq)$|\/$/i.test(path)
}

/** A path as the server finds it: a local one only where the server is this machine. */
function placed(path: string, host: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) return path.replace(/^s3:/i, 's3a:')
  if (!loopback.test(host))
    throw new UserError(`${path} is a file of this machine, and Spark runs on ${host}.`, {
      hint: 'Name files that Spark finds, such as s3://bucket/data.parquet.',
    })
  return globless(isAbsolute(path) ? path : resolve(path))
}

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/i

/** Spark reads some characters of a path as a pattern. */
function globless(path: string): string {
  return path.replace(/[*?[\]{}\\]/g, '\\$&')
}
