import { readFile } from 'node:fs/promises'
import type { DataType, RecordBatchReader } from 'apache-arrow'
import { messageOf, unreadable } from '../../core/errors.ts'
import type { ColumnType } from '../../core/schema.ts'
import type { Value } from '../../core/value.ts'
import { storedColumns } from './columns.ts'
import type { Database } from './database.ts'
import { type Dataset, rowPositions } from './dataset.ts'
import { checkSameColumns, type SourceFile } from './files.ts'
import { digestOf, type FileSource, fileInfo } from './info.ts'
import { appendRows, createTable } from './tables.ts'

type Arrow = typeof import('apache-arrow')

interface ArrowColumn {
  readonly name: string
  readonly type: ColumnType
  /** The type of the table's column. */
  readonly native: string
  readonly nativeType: string
  readonly read: (value: unknown) => Value
}

/** Arrow IPC files and streams (Feather version 2), copied into a table batch by batch. */
export async function openArrow(
  source: FileSource,
  files: readonly SourceFile[],
  database: Database,
): Promise<Dataset> {
  const arrow = await import('apache-arrow')
  const table = database.newName()
  const schemas: { readonly file: SourceFile; readonly columns: readonly ArrowColumn[] }[] = []
  let rows = 0
  for (const file of files) {
    const reader = await opened(file, arrow)
    const columns = reader.schema.fields.map(field => columnOf(field.name, field.type as DataType, arrow))
    schemas.push({ file, columns })
    checkSameColumns(
      schemas.map(schema => ({ file: schema.file, names: schema.columns.map(({ name }) => name) })),
    )
    const first = schemas[0]?.columns ?? []
    if (schemas.length === 1) await createTable(database, table, definitionsOf(first))
    rows += await copy(reader, { first, file, table, database })
  }
  const columns = storedColumns(schemas[0]?.columns ?? [])
  return {
    table,
    rowNumber: 't.rowid',
    columns,
    info: fileInfo(source, files, {
      format: 'arrow',
      rows,
      columns: columns.length,
      digest: await digestOf(files),
    }),
    positions: rowPositions,
  }
}

interface Copying {
  readonly first: readonly ArrowColumn[]
  readonly file: SourceFile
  readonly table: string
  readonly database: Database
}

async function copy(reader: RecordBatchReader, { first, file, table, database }: Copying): Promise<number> {
  let rows = 0
  try {
    for (const batch of reader) {
      const values = first.map(({ name, read }) => {
        const vector = batch.getChild(name)
        return (row: number) => read(vector?.get(row) ?? null)
      })
      await appendRows(database, table, {
        natives: first.map(({ native }) => native),
        values,
        rows: batch.numRows,
      })
      rows += batch.numRows
    }
  } catch (error) {
    throw explained(file, error)
  }
  return rows
}

async function opened(file: SourceFile, { RecordBatchReader }: Arrow): Promise<RecordBatchReader> {
  try {
    const reader = RecordBatchReader.from(await readFile(file.absolute)).open()
    // What is no Arrow at all opens as a stream of nothing.
    if (reader.schema === undefined) throw new Error('it has no schema.')
    return reader
  } catch (error) {
    throw explained(file, error)
  }
}

function explained(file: SourceFile, cause: unknown): Error {
  const isPacked = /compress|codec/i.test(messageOf(cause))
  if (isPacked)
    return unreadable(`${file.path} is compressed inside, which is not supported.`, {
      hint: 'Write it without compression, or as Parquet.',
      cause,
    })
  return unreadable(`${file.path} could not be read as Arrow: ${messageOf(cause)}`, {
    hint: 'It may be damaged, or in the first version of Feather: then write it again.',
    cause,
  })
}

function definitionsOf(columns: readonly ArrowColumn[]): readonly string[] {
  return storedColumns(columns).map(({ identifier }, index) => `${identifier} ${columns[index]?.native}`)
}

function columnOf(name: string, type: DataType, arrow: Arrow): ArrowColumn {
  const { DataType: is } = arrow
  const described = (of: ColumnType, native: string, read: (value: unknown) => Value): ArrowColumn => ({
    name,
    type: of,
    native,
    nativeType: String(type),
    read: value => (value === null ? null : read(value)),
  })
  if (is.isDictionary(type)) return { ...columnOf(name, type.dictionary, arrow), nativeType: String(type) }
  if (is.isInt(type))
    return described('integer', type.bitWidth === 64 && !type.isSigned ? 'HUGEINT' : 'BIGINT', asIs)
  if (is.isFloat(type)) return described('number', 'DOUBLE', Number)
  if (is.isDecimal(type)) return described('number', 'DOUBLE', value => decimal(String(value), type.scale))
  if (is.isBool(type)) return described('boolean', 'BOOLEAN', asIs)
  if (is.isDate(type)) return described('date', 'DATE', asDate)
  if (is.isTimestamp(type)) return described('timestamp', 'TIMESTAMP', asDate)
  if (is.isList(type) || is.isFixedSizeList(type)) return described('list', 'VARCHAR', String)
  if (is.isStruct(type) || is.isMap(type)) return described('struct', 'VARCHAR', String)
  if (is.isNull(type)) return described('unknown', 'VARCHAR', String)
  return described('string', 'VARCHAR', String)
}

function asIs(value: unknown): Value {
  return value as Value
}

/** Arrow gives dates and timestamps as milliseconds since 1970. */
function asDate(value: unknown): Value {
  return value instanceof Date ? value : new Date(Math.floor(Number(value)))
}

/** Arrow gives decimals as their digits without the point. */
function decimal(digits: string, scale: number): number {
  return Number(`${digits}e${-scale}`)
}
