import { readdirSync, statSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import type { DatasetSource, Format } from '../../core/engine.ts'
import { UserError } from '../../core/errors.ts'
import { formatOfName } from '../../core/formatOfName.ts'
import type { Connection } from './connection.ts'

export type FileSource = Extract<DatasetSource, { kind: 'files' }>

/** Where a server finds a dataset: in a table of its catalog, or in files of one format. */
export type Located =
  | { readonly table: string }
  | { readonly format: Exclude<Format, 'arrow'>; readonly paths: readonly string[] }

/**
 * A table, `table:prod.songs` or `table:prod.songs@v12`, or files: paths that the server can get at, folders among them.
 *
 * @throws UserError when the server cannot get at the files, or reads none of their format
 */
export function locate({ paths, read }: FileSource, { host }: Connection): Located {
  const [first = ''] = paths
  const [, table] = /^table:(.+)$/s.exec(first) ?? []
  if (table !== undefined) return { table }
  const format = read?.format ?? formatOf(first)
  if (format === 'arrow')
    throw new UserError(`Spark does not read Arrow files, such as ${first}.`, {
      hint: 'Convert them to Parquet.',
    })
  return { format, paths: paths.map(path => placed(path, host)) }
}

/** Whether a text names a table, or files that the server reads itself. */
export function isFoundByServer(reference: string): boolean {
  return /^table:.|^(?!https?:|file:)[a-z][a-z0-9+.-]+:\/\//i.test(reference)
}

/** By the name or, of a local folder, by the name of a file in it. A remote folder has Parquet files. */
function formatOf(path: string): Format {
  const own = formatOfName(path)
  if (own !== undefined) return own
  if (isRemote(path)) return path.endsWith('/') ? 'parquet' : 'csv'
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return 'csv'
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).sort()
  const formats = names.flatMap(name => formatOfName(join(path, name)) ?? [])
  return formats[0] ?? 'parquet'
}

/** A path as the server finds it: a local one only where the server is this machine. */
function placed(path: string, host: string): string {
  if (isRemote(path)) return path.replace(/^s3:/i, 's3a:')
  if (!loopback.test(host))
    throw new UserError(`${path} is a file of this machine, and Spark runs on ${host}.`, {
      hint: 'Name files that Spark finds, such as s3://bucket/data.parquet.',
    })
  return globless(isAbsolute(path) ? path : resolve(path))
}

function isRemote(path: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(path)
}

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/i

/** Spark reads some characters of a path as a pattern. */
function globless(path: string): string {
  return path.replace(/[*?[\]{}\\]/g, '\\$&')
}
