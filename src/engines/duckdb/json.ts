import { messageOf, unreadable } from '../../core/errors.ts'
import { logicalType, normalised, storedColumns } from './columns.ts'
import { type ColumnKind, settleTypes } from './csv-types.ts'
import type { Database } from './database.ts'
import { type Dataset, rowPositions } from './dataset.ts'
import { linePositions } from './file-positions.ts'
import { checkSameColumns, type SourceFile, withoutPatterns } from './files.ts'
import { digestOf, type FileSource, fileInfo } from './info.ts'
import { firstBadLine, ndjsonLines } from './ndjson-lines.ts'
import { nativeTypes, quoted } from './sql.ts'
import { textTypes } from './text-types.ts'

interface JsonColumn {
  readonly name: string
  /** DuckDB's type, found from all rows. */
  readonly native: string
}

interface JsonFile {
  readonly file: SourceFile
  readonly columns: readonly JsonColumn[]
}

const dateLike = ['date', 'timestamp']

/**
 * JSON arrays of objects, or one object a line (`ndjson`), as a table. Keys that an object lacks are null.
 *
 * Texts become dates only where all texts of their column are written as dates; a column of several kinds of
 * values is text. Tokens that mean missing are missing.
 */
export async function openJson(
  source: FileSource,
  sourceFiles: readonly SourceFile[],
  database: Database,
): Promise<Dataset> {
  const format = source.read?.format === 'ndjson' ? 'ndjson' : 'json'
  const files: JsonFile[] = []
  for (const file of sourceFiles) files.push(await described(file, format, database))
  checkSameColumns(files.map(({ file, columns }) => ({ file, names: columns.map(({ name }) => name) })))
  const loading = columnsOf(files)
  const identifiers = storedColumns(loading.map(({ name }) => ({ name, type: 'string' as const })))
  const table = database.newName()
  const missing = source.read?.missing ?? []
  const selected = loading.map(
    (column, index) => `${cellOf(column, missing)} AS ${identifiers[index]?.identifier}`,
  )
  const rows: number[] = []
  for (const { file } of files) {
    const select = `SELECT ${selected.join(', ')} FROM ${readJsonSql(file, format, loading)}`
    const create = rows.length === 0 ? `CREATE TABLE ${table} AS` : `INSERT INTO ${table}`
    rows.push(await changedRows(`${create} ${select}`, file, database))
  }
  const kinds = await settleTypes(
    loading.map(({ isOpen }) => (isOpen ? 'open' : 'string')),
    identifiers.map(({ identifier }) => identifier),
    table,
    database,
    textTypes.filter(({ type }) => dateLike.includes(type)),
  )
  const columns = storedColumns(
    loading.map((column, index) => ({ name: column.name, ...typeOf(column, kinds[index]) })),
  )
  return {
    table,
    rowNumber: 't.rowid',
    columns,
    info: fileInfo(source, sourceFiles, {
      format,
      rows: rows.reduce((sum, count) => sum + count, 0),
      columns: columns.length,
      digest: await digestOf(sourceFiles),
    }),
    positions:
      format === 'ndjson'
        ? linePositions(
            sourceFiles.map(of => ({ file: of, of })),
            rows,
            ndjsonLines,
          )
        : rowPositions,
  }
}

/** A column as it is loaded; `isOpen` when it is loaded as text that may turn out to be dates. */
interface Loading extends JsonColumn {
  readonly isOpen: boolean
}

function columnsOf(files: readonly JsonFile[]): readonly Loading[] {
  const [first] = files
  return (first?.columns ?? []).map(({ name }) => {
    const natives = new Set(
      files.map(({ columns }) => columns.find(column => column.name === name)?.native ?? ''),
    )
    const [native = '', ...others] = [...natives]
    if ([...natives].every(isDateLike)) return { name, native: 'VARCHAR', isOpen: true }
    return { name, native: others.length === 0 ? native : common(natives), isOpen: false }
  })
}

/** Files may disagree about a column; numbers have a common type, everything else has its text. */
function common(natives: ReadonlySet<string>): string {
  const types = [...natives].map(logicalType)
  if (types.every(type => type === 'integer')) return 'HUGEINT'
  return types.every(type => type === 'integer' || type === 'number') ? 'DOUBLE' : 'JSON'
}

function isDateLike(native: string): boolean {
  return dateLike.includes(logicalType(native))
}

function cellOf({ name, native }: Loading, missing: readonly string[]): string {
  const column = `"${name.replaceAll('"', '""')}"`
  const cell = native === 'JSON' ? `(${column} ->> '$')` : normalised(column, native)
  if (logicalType(native) !== 'string' || missing.length === 0) return cell
  return `CASE WHEN ${cell} NOT IN (${missing.map(quoted).join(', ')}) THEN ${cell} END`
}

function typeOf({ native }: Loading, kind: ColumnKind | undefined) {
  if (kind !== undefined && typeof kind !== 'string') return { type: kind.type, nativeType: kind.native }
  const type = kind === 'unknown' ? ('unknown' as const) : logicalType(native)
  return { type, nativeType: type === 'string' ? nativeTypes.string : native }
}

/** Bytes. Lines are read by several threads, each of which takes twice as much memory at once. */
const largestObject = { json: 2 ** 28, ndjson: 2 ** 25 }

function readJsonSql(
  { absolute, compression }: SourceFile,
  format: keyof typeof largestObject,
  columns?: readonly Loading[],
): string {
  const options = [
    `format = '${format === 'ndjson' ? 'newline_delimited' : 'auto'}'`,
    `compression = '${compression === 'none' ? 'uncompressed' : compression}'`,
    'sample_size = -1',
    'map_inference_threshold = -1',
    'convert_strings_to_integers = false',
    `maximum_object_size = ${largestObject[format]}`,
    // Types are told only where DuckDB's own would be wrong: told names must differ by more than case.
    ...(columns?.some(({ isOpen }) => isOpen) === true
      ? [`columns = {${columns.map(({ name, native }) => `${quoted(name)}: ${quoted(native)}`).join(', ')}}`]
      : []),
  ]
  return `read_json([${quoted(withoutPatterns(absolute))}], ${options.join(', ')})`
}

async function described(
  file: SourceFile,
  format: keyof typeof largestObject,
  database: Database,
): Promise<JsonFile> {
  const rows = await reading(file, () => database.rows(`DESCRIBE SELECT * FROM ${readJsonSql(file, format)}`))
  const columns = rows.map(([name, native]) => ({ name: String(name), native: String(native) }))
  const isTable = columns.length > 1 || columns[0]?.name !== 'json'
  if (isTable) return { file, columns }
  throw unreadable(`${file.path} holds no objects.`, {
    hint: 'Rows are objects: either one a line, or an array of them.',
  })
}

async function changedRows(sql: string, file: SourceFile, database: Database): Promise<number> {
  const rows = await reading(file, () => database.rows(sql, { phase: `reading ${file.path}` }))
  return Number(rows[0]?.[0] ?? 0)
}

async function reading<T>(file: SourceFile, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!/JSON|IO Error|zstd|gzip/i.test(messageOf(error))) throw error
    throw await explained(file, error)
  }
}

async function explained(file: SourceFile, cause: unknown): Promise<Error> {
  const message = messageOf(cause)
  const badLine = /in line \d+/.test(message) ? await firstBadLine(file) : undefined
  if (badLine !== undefined)
    return unreadable(`Line ${badLine} of ${file.path} is not valid JSON.`, {
      hint: 'Every line is one object.',
      cause,
    })
  const [, place = '', position = ''] = /in (line|record\/value) (\d+)/.exec(message) ?? []
  const where = place === 'line' ? `Line ${position} of ${file.path}` : `Record ${position} of ${file.path}`
  const [, duplicate] = /duplicate key "(.*)"/.exec(message) ?? []
  if (duplicate !== undefined)
    return unreadable(`${where} has the key ${JSON.stringify(duplicate)} twice.`, {
      hint: 'Give every value its own key.',
      cause,
    })
  if (position !== '')
    return unreadable(`${where} is not valid JSON.`, { hint: 'Correct it there, or just before.', cause })
  const [line = ''] = message.split('\n')
  return unreadable(`${file.path} could not be read as JSON.`, { hint: `DuckDB says: ${line}`, cause })
}
