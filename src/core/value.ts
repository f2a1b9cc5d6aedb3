/**
 * A single cell or answer. `null` is missing; integers beyond 2^53 are `bigint`; dates and timestamps
 * are `Date` in UTC, cut to milliseconds.
 */
export type Value = string | number | bigint | boolean | Date | null

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * Negative, zero or positive as `a` sorts before, with or after `b`; `undefined` when they cannot be
 * compared (a null, a NaN, or two different kinds of value). Numbers and bigints compare exactly.
 */
export function compareValues(a: Value, b: Value): number | undefined {
  if (a === null || b === null) return undefined
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b)
  const left = comparable(a)
  const right = comparable(b)
  if (typeof left !== typeof right) return undefined
  return left < right ? -1 : left > right ? 1 : 0
}

export function isNumeric(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}

/** A value as JSON: exact integers beyond 2^53, non-finite numbers and dates become text. */
export function toJson(value: Value): Json {
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : value.toString()
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (value instanceof Date) return isoText(value)
  return value
}

/** `2019-01-15` at midnight UTC, else `2019-01-15 03:36:12` with milliseconds only where there are any. */
export function isoText(date: Date): string {
  if (Number.isNaN(date.getTime())) return 'invalid date'
  const text = date
    .toISOString()
    .replace('T', ' ')
    .replace('Z', '')
    .replace(/\.000$/, '')
  return text.replace(/ 00:00:00$/, '')
}

function compareNumbers(a: number | bigint, b: number | bigint): number | undefined {
  if (a < b) return -1
  if (a > b) return 1
  return Number.isNaN(a) || Number.isNaN(b) ? undefined : 0
}

function comparable(value: string | number | bigint | boolean | Date): string | number | bigint | boolean {
  if (!(value instanceof Date)) return value
  return value.getTime()
}

/** A sum of whole numbers over how many they are, without rounding the sum first. */
export function quotient(sum: number | bigint, count: number | bigint): number {
  const [dividend, divisor] = [BigInt(sum), BigInt(count)]
  return Number(dividend / divisor) + Number(dividend % divisor) / Number(divisor)
}
