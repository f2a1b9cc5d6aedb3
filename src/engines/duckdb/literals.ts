import { isoText, type Value } from '../../core/value.ts'
import { quoted, type Sql } from './sql.ts'

const largestHugeint = 2n ** 127n - 1n

/** A value as SQL, keeping integers exact and every bit of a number. */
export function literalSql(value: Value): Sql {
  if (value === null) return { text: 'NULL', type: 'unknown' }
  if (typeof value === 'string') return { text: quoted(value), type: 'string' }
  if (typeof value === 'boolean') return { text: String(value), type: 'boolean' }
  if (value instanceof Date) return dateSql(value)
  return numberSql(value)
}

function numberSql(value: number | bigint): Sql {
  if (typeof value === 'bigint' || Number.isInteger(value)) {
    const integer = BigInt(value)
    if (integer <= largestHugeint && integer >= -largestHugeint)
      return { text: integer < 0n ? `(${integer})` : String(integer), type: 'integer' }
  }
  return { text: doubleText(Number(value)), type: 'number' }
}

/** A number as a DOUBLE. With an exponent, because DuckDB reads `0.1` as a DECIMAL. */
export function doubleText(value: number): string {
  if (!Number.isFinite(value)) return `CAST('${value}' AS DOUBLE)`
  const text = value.toExponential()
  return text.startsWith('-') ? `(${text})` : text
}

function dateSql(value: Date): Sql {
  if (Number.isNaN(value.getTime())) return { text: 'NULL', type: 'unknown' }
  return { text: `make_timestamp_ms(${value.getTime()})`, type: 'timestamp' }
}

/** The date or timestamp that a text is written as (ISO 8601, UTC unless it says otherwise), if any. */
export function dateWrittenAs(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text)) return undefined
  const zoned = /Z|[T ].*[+-]/.test(text) || text.length === 10 ? text : `${text}Z`
  const date = new Date(zoned.replace(' ', 'T'))
  return Number.isNaN(date.getTime()) || !isoText(date).startsWith(text.slice(0, 4)) ? undefined : date
}
