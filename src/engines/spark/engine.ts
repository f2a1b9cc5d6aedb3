import type { DatasetInfo, DatasetSource, Engine, EngineOptions } from '../../core/engine.ts'
import { sourceColumn } from './columns.ts'
import { type Connection, parseConnection } from './connection.ts'
import type { Message } from './messages.ts'
import { filesRelation, type Opened, type Place, selected } from './opened.ts'
import { SparkRelation } from './relation.ts'
import { SparkSession } from './session.ts'
import { isFoundByServer, locate } from './sources.ts'
import { tableRelation } from './tables.ts'

type MemorySource = Extract<DatasetSource, { kind: 'memory' }>

/**
 * An engine that works in a session of a server.
 *
 * @throws UserError when there is no such server
 */
export async function connectEngine(remote: string, options: EngineOptions): Promise<Engine> {
  const connection = parseConnection(remote)
  const session = await SparkSession.connect(remote, options)
  let views = 0
  const engine: Engine = {
    name: 'spark',
    finds: isFoundByServer,
    open: source => {
      views += 1
      return open(source, { session, connection, view: `mlcheck_${views}` })
    },
    close: () => session.close(),
  }
  return engine
}

interface Server extends Place {
  readonly connection: Connection
}

async function open(source: DatasetSource, server: Server): Promise<SparkRelation> {
  const { session, view } = server
  session.phase = `reading ${source.label}`
  const { columns, table, format, remarks = [], ...opened } = await read(source, server)
  await session.createView(
    view,
    selected(
      columns.map(column => column.source),
      table,
    ),
  )
  const rows = opened.rows ?? Number((await session.rows(`SELECT count(*) FROM ${view}`))[0]?.[0] ?? 0)
  const info: DatasetInfo = {
    label: source.label,
    files: source.kind === 'files' ? source.paths : [],
    format,
    rows,
    columns: columns.length,
    bytes: 0,
    remarks,
    ...(source.kind === 'files' && source.artifact ? { artifact: source.artifact } : {}),
  }
  return new SparkRelation(session, { table: view, columns, info }, info)
}

async function read(source: DatasetSource, server: Server): Promise<Opened> {
  if (source.kind === 'memory') return sent(source, server)
  const located = locate(source, server.connection)
  if ('table' in located) return described(tableRelation(located.table), 'parquet', server)
  const { format, paths } = located
  if (format === 'parquet') return described(filesRelation('parquet', paths), format, server)
  if (format === 'json' || format === 'ndjson') {
    const { openJson } = await import('./json.ts')
    return openJson(source, { format, paths }, server)
  }
  const { openCsv } = await import('./csv.ts')
  return openCsv(source, { format, paths }, server)
}

async function sent(source: MemorySource, { session, view }: Server): Promise<Opened> {
  const { sentValues } = await import('./memory.ts')
  const { relation, selects, rows } = sentValues(source)
  await session.createView(`${view}_sent`, relation)
  return { ...(await described(selected(selects, `${view}_sent`), 'memory', { session, view })), rows }
}

/** A relation that Spark knows the types of. */
async function described(
  relation: Message,
  format: Opened['format'],
  { session, view }: Place,
): Promise<Opened> {
  const table = `${view}_raw`
  await session.createView(table, relation)
  const columns = await session.schema(selected(['*'], table))
  return { table, format, columns: columns.map(sourceColumn) }
}
