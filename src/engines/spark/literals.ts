import type { Value } from '../../core/value.ts'
import { quoted, type Sql } from './sql.ts'

/** Of 38 digits, the most that a DECIMAL holds. */
const largestDecimal = 10n ** 38n - 1n
const largestBigint = 2n ** 63n - 1n

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
    if (integer <= largestDecimal && integer >= -largestDecimal)
      return { text: integerText(integer), type: 'integer' }
  }
  return { text: doubleText(Number(value)), type: 'number' }
}

function integerText(integer: bigint): string {
  const isWide = integer > largestBigint || integer < -largestBigint
  return isWide ? `CAST('${integer}' AS DECIMAL(38, 0))` : `(${integer}L)`
}

/** A number as a DOUBLE, which Spark takes a literal for only by its suffix. */
export function doubleText(value: number): string {
  if (Number.isFinite(value)) return `(${value.toExponential()}D)`
  return `CAST('${value}' AS DOUBLE)`
}

function dateSql(value: Date): Sql {
  if (Number.isNaN(value.getTime())) return { text: 'NULL', type: 'unknown' }
  return { text: `timestamp_millis(${value.getTime()}L)`, type: 'timestamp' }
}
