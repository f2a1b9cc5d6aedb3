import type { DatasetInfo, DatasetSource, Engine, EngineOptions } from '../../core/engine.ts'
import { UserError } from '../../core/errors.ts'
import { type SourceColumn, sourceColumn } from './columns.ts'
import { type Connection, parseConnection } from './connection.ts'
import type { Message } from './messages.ts'
import { SparkRelation } from './relation.ts'
import type { SparkSession } from './session.ts'
import { isFoundByServer, relationOf } from './sources.ts'

/**
 * Apache Spark 4, over Spark Connect.
 *
 * @throws UserError when there is no such server, or the packages to speak to it are missing
 */
export async function openSpark({ remote, ...options }: EngineOptions): Promise<Engine> {
  if (remote === undefined)
    throw new UserError('The engine spark needs the address of a Spark Connect server.', {
      hint: 'Name it with --remote sc://host:15002, or in the variable MLCHECK_REMOTE.',
    })
  const connection = parseConnection(remote)
  const { SparkSession } = await optional(import('./session.ts'))
  const session = await SparkSession.connect(remote, options)
  let views = 0
  const engine: Engine = {
    name: 'spark',
    version: session.version,
    finds: isFoundByServer,
    open: source => {
      views += 1
      return open(source, { session, connection, view: `mlcheck_${views}` })
    },
    close: () => session.close(),
  }
  return engine
}

interface Place {
  readonly session: SparkSession
  readonly connection: Connection
  /** The name of the view to make. */
  readonly view: string
}

async function open(source: DatasetSource, place: Place): Promise<SparkRelation> {
  const { session, view } = place
  const columns = await createView(source, place)
  const [[rows = 0] = []] = await session.rows(`SELECT count(*) FROM ${view}`)
  const info: DatasetInfo = {
    label: source.label,
    files: source.kind === 'files' ? source.paths : [],
    format: source.kind === 'files' ? 'parquet' : 'memory',
    rows: Number(rows),
    columns: columns.length,
    bytes: 0,
    remarks: [],
    ...(source.kind === 'files' && source.artifact ? { artifact: source.artifact } : {}),
  }
  return new SparkRelation(session, { table: view, columns, info }, info)
}

/** A view whose columns are of the types in which their logical types are computed. */
async function createView(
  source: DatasetSource,
  { session, connection, view }: Place,
): Promise<readonly SourceColumn[]> {
  const raw = `${view}_raw`
  if (source.kind === 'memory') {
    const { sentValues } = await import('./memory.ts')
    const { relation, selects } = sentValues(source)
    await session.createView(`${raw}_sent`, relation)
    await session.createView(raw, selected(selects, `${raw}_sent`))
  } else await session.createView(raw, relationOf(source, connection))
  const described = await session.schema(selected(['*'], raw))
  const columns = described.map(sourceColumn)
  await session.createView(
    view,
    selected(
      columns.map(column => column.source),
      raw,
    ),
  )
  return columns
}

function selected(selects: readonly string[], table: string): Message {
  return { sql: { query: `SELECT ${selects.join(', ')} FROM ${table}` } }
}

/** A module whose packages need not be installed. */
async function optional<T>(module: Promise<T>): Promise<T> {
  try {
    return await module
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'ERR_MODULE_NOT_FOUND') throw cause
    throw new UserError('The engine spark needs packages that are not installed.', {
      hint: 'Install them: npm install @grpc/grpc-js @bufbuild/protobuf',
      cause,
    })
  }
}
