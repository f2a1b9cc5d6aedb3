import type { ColumnType } from '../../core/schema.ts'
import type { StoredColumn } from './dataset.ts'
import { identifier } from './sql.ts'

export interface NamedType {
  readonly name: string
  readonly type: ColumnType
  readonly nativeType?: string
}

/** Columns with identifiers that DuckDB can tell apart: to it, `Price` and `price` are one name. */
export function storedColumns(columns: readonly NamedType[]): readonly StoredColumn[] {
  // A column of that name would hide the database's own number of a row.
  const taken = new Set(['rowid'])
  return columns.map(column => {
    const name = column.name.replaceAll('\0', '␀') || 'column'
    let own = name
    for (let number = 2; taken.has(own.toLowerCase()); number++) own = `${name}_${number}`
    taken.add(own.toLowerCase())
    return { ...column, identifier: identifier(own) }
  })
}

/** The logical type of a DuckDB type's name. */
export function logicalType(native: string): ColumnType {
  if (native.endsWith(']')) return 'list'
  const word = native.replace(/[(\s].*$/s, '').toUpperCase()
  return logicalTypes[word] ?? 'string'
}

const logicalTypes: Readonly<Record<string, ColumnType>> = {
  BOOLEAN: 'boolean',
  TINYINT: 'integer',
  SMALLINT: 'integer',
  INTEGER: 'integer',
  BIGINT: 'integer',
  HUGEINT: 'integer',
  UTINYINT: 'integer',
  USMALLINT: 'integer',
  UINTEGER: 'integer',
  UBIGINT: 'integer',
  UHUGEINT: 'integer',
  FLOAT: 'number',
  DOUBLE: 'number',
  DECIMAL: 'number',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
  TIMESTAMP_S: 'timestamp',
  TIMESTAMP_MS: 'timestamp',
  TIMESTAMP_NS: 'timestamp',
  STRUCT: 'struct',
  MAP: 'struct',
  UNION: 'struct',
}

/**
 * SQL that brings a value of a file's own type into the type its logical type is computed in: every timestamp
 * to microseconds in UTC, decimals and single precision to DOUBLE, times and identifiers to text.
 */
export function normalised(text: string, native: string): string {
  const type = logicalType(native)
  if (native.startsWith('TIMESTAMP WITH')) return `make_timestamp(epoch_us(${text}))`
  if (type === 'timestamp' && native !== 'TIMESTAMP') return `CAST(${text} AS TIMESTAMP)`
  if (type === 'number' && native !== 'DOUBLE') return `CAST(${text} AS DOUBLE)`
  if (native === 'UHUGEINT') return `CAST(${text} AS HUGEINT)`
  if (type === 'string' && native !== 'VARCHAR') return `CAST(${text} AS VARCHAR)`
  return text
}
