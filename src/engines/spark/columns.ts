import type { ColumnType } from '../../core/schema.ts'
import type { StoredColumn } from './dataset.ts'
import type { DataType } from './messages.ts'
import { identifier } from './sql.ts'

/** A column of a relation as Spark describes it. */
export interface NativeColumn {
  readonly name: string
  readonly type: DataType
}

/** A column, and the SQL that brings its values into the type in which its logical type is computed. */
export interface SourceColumn extends StoredColumn {
  readonly source: string
}

export function sourceColumn({ name, type }: NativeColumn): SourceColumn {
  const own = identifier(name)
  const [kind = ''] = Object.keys(type)
  const [logical, nativeType] = types[kind] ?? ['string', kind.toUpperCase()]
  return {
    name,
    type: logical,
    nativeType: type.decimal ? `DECIMAL(${type.decimal.precision}, ${type.decimal.scale ?? 0})` : nativeType,
    identifier: own,
    source: `${computedSql(own, { kind, type: logical })} AS ${own}`,
  }
}

function computedSql(
  own: string,
  { kind, type }: { readonly kind: string; readonly type: ColumnType },
): string {
  if (kind === 'binary') return `hex(${own})`
  if (kind === 'variant') return `to_json(${own})`
  const wanted = computed[type]
  return wanted === undefined ? own : `CAST(${own} AS ${wanted})`
}

/** The type of Spark in which a column of a logical type is kept. Nested values are text, as nothing looks into them. */
const computed: Partial<Readonly<Record<ColumnType, string>>> = {
  integer: 'BIGINT',
  number: 'DOUBLE',
  timestamp: 'TIMESTAMP',
  string: 'STRING',
  list: 'STRING',
  struct: 'STRING',
  unknown: 'STRING',
}

const types: Readonly<Record<string, readonly [ColumnType, nativeType: string]>> = {
  null: ['unknown', 'VOID'],
  boolean: ['boolean', 'BOOLEAN'],
  byte: ['integer', 'TINYINT'],
  short: ['integer', 'SMALLINT'],
  integer: ['integer', 'INT'],
  long: ['integer', 'BIGINT'],
  float: ['number', 'FLOAT'],
  double: ['number', 'DOUBLE'],
  decimal: ['number', 'DECIMAL'],
  string: ['string', 'STRING'],
  char: ['string', 'CHAR'],
  varChar: ['string', 'VARCHAR'],
  date: ['date', 'DATE'],
  timestamp: ['timestamp', 'TIMESTAMP'],
  timestampNtz: ['timestamp', 'TIMESTAMP_NTZ'],
  array: ['list', 'ARRAY'],
  struct: ['struct', 'STRUCT'],
  map: ['struct', 'MAP'],
}
