import duckdb from '@duckdb/node-bindings'
import { isoText, type Value } from '../../core/value.ts'
import type { Database } from './database.ts'

interface Filling {
  /** DuckDB's types of the columns. */
  readonly natives: readonly string[]
  /** Of each column, the value of a row. */
  readonly values: readonly ((row: number) => Value)[]
  readonly rows: number
}

/** A table needs a column; one without gets a hidden one. */
export async function createTable(
  database: Database,
  table: string,
  definitions: readonly string[],
): Promise<void> {
  await database.query(
    `CREATE TABLE ${table} (${definitions.length > 0 ? definitions.join(', ') : 'hidden BOOLEAN'})`,
  )
}

/** Appends rows of values to a table. */
export async function appendRows(
  database: Database,
  table: string,
  { natives, values, rows }: Filling,
): Promise<void> {
  await database.exclusively(async connection => {
    const appender = duckdb.appender_create(connection, 'main', table)
    const appends = natives.map(native => appendersByType[native] ?? appendText)
    for (let row = 0; row < rows; row++) {
      appends.forEach((append, column) => {
        const value = values[column]?.(row) ?? null
        if (value === null) duckdb.append_null(appender)
        else append(appender, value)
      })
      duckdb.appender_end_row(appender)
    }
    duckdb.appender_close_sync(appender)
  })
}

type Append = (appender: duckdb.Appender, value: NonNullable<Value>) => void

const appendText: Append = (appender, value) =>
  duckdb.append_varchar(appender, value instanceof Date ? isoText(value) : String(value))

const appendersByType: Readonly<Record<string, Append>> = {
  BOOLEAN: (appender, value) => duckdb.append_bool(appender, value === true),
  BIGINT: (appender, value) => duckdb.append_int64(appender, BigInt(value as number)),
  HUGEINT: (appender, value) => duckdb.append_hugeint(appender, BigInt(value as number)),
  DOUBLE: (appender, value) => duckdb.append_double(appender, Number(value)),
  DATE: (appender, value) => duckdb.append_date(appender, { days: Math.floor(Number(value) / 86_400_000) }),
  TIMESTAMP: (appender, value) =>
    duckdb.append_timestamp(appender, { micros: BigInt(Number(value)) * 1000n }),
}
