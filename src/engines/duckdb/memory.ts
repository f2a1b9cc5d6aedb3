import type { DatasetSource } from '../../core/engine.ts'
import { UserError } from '../../core/errors.ts'
import type { ColumnType } from '../../core/schema.ts'
import type { Value } from '../../core/value.ts'
import { storedColumns } from './columns.ts'
import type { Database } from './database.ts'
import { type Dataset, rowPositions } from './dataset.ts'
import { appendRows, createTable } from './tables.ts'

type MemorySource = Extract<DatasetSource, { kind: 'memory' }>

interface Layout {
  readonly type: ColumnType
  /** The type of the table's column. */
  readonly native: string
}

/**
 * Columns of values as a table. A column's type is what all its values are; values of several kinds are read as
 * text, which the remarks tell.
 *
 * @throws UserError when the columns differ in length or a value is not of the type that is asked for.
 */
export async function openMemory(source: MemorySource, database: Database): Promise<Dataset> {
  const entries = Object.entries(source.columns)
  const rows = entries[0]?.[1].length ?? 0
  for (const [name, values] of entries) checkLength(name, values, rows, entries[0]?.[0] ?? '')
  const layouts = entries.map(([name, values]) => layoutOf(values, source.types?.[name]))
  const columns = storedColumns(
    entries.map(([name], index) => ({
      name,
      type: layouts[index]?.type ?? 'unknown',
      nativeType: layouts[index]?.native,
    })),
  )
  const table = database.newName()
  await createTable(
    database,
    table,
    columns.map(({ identifier, nativeType }) => `${identifier} ${nativeType}`),
  )
  await appendRows(database, table, {
    natives: layouts.map(({ native }) => native),
    values: entries.map(
      ([, values]) =>
        row =>
          values[row] ?? null,
    ),
    rows,
  })
  const info = {
    label: source.label,
    files: [],
    format: 'memory' as const,
    rows,
    columns: columns.length,
    bytes: 0,
    remarks: entries
      .filter(([, values]) => kindsOf(values).length > 1)
      .map(([name]) => `${name} mixes kinds of values and is read as text`),
  }
  return { table, rowNumber: 't.rowid', columns, info, positions: rowPositions }
}

function checkLength(name: string, values: readonly Value[], rows: number, firstName: string): void {
  if (values.length === rows) return
  throw new UserError(`Column ${name} has ${values.length} values, column ${firstName} has ${rows}.`, {
    hint: 'Give every column the same number of values.',
  })
}

function layoutOf(values: readonly Value[], wanted: ColumnType | undefined): Layout {
  const type = wanted ?? typeOf(values)
  return { type, native: type === 'integer' ? integerNative(values) : (natives[type] ?? 'VARCHAR') }
}

const natives: Partial<Readonly<Record<ColumnType, string>>> = {
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
}

function typeOf(values: readonly Value[]): ColumnType {
  const [kind, ...others] = kindsOf(values)
  if (kind === undefined) return 'unknown'
  return others.length > 0 ? 'string' : kind(values)
}

type Kind = (values: readonly Value[]) => ColumnType

const numbers: Kind = values =>
  values.every(value => typeof value === 'bigint' || value === null || Number.isInteger(value))
    ? 'integer'
    : 'number'
const dates: Kind = values =>
  values.every(value => !(value instanceof Date) || value.getTime() % 86_400_000 === 0) ? 'date' : 'timestamp'
const texts: Kind = () => 'string'
const booleans: Kind = () => 'boolean'

/** The kinds that occur among the values that are not null. */
function kindsOf(values: readonly Value[]): readonly Kind[] {
  return [...new Set(values.filter(value => value !== null).map(kindOf))]
}

function kindOf(value: NonNullable<Value>): Kind {
  if (typeof value === 'string') return texts
  if (typeof value === 'boolean') return booleans
  return value instanceof Date ? dates : numbers
}

function integerNative(values: readonly Value[]): string {
  const limit = 2n ** 63n
  const isWide = values.some(value => typeof value === 'bigint' && (value >= limit || value < -limit))
  const isLarge = values.some(value => typeof value === 'number' && Math.abs(value) >= 2 ** 63)
  return isWide || isLarge ? 'HUGEINT' : 'BIGINT'
}
