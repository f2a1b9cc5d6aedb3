import { orderOfTexts } from '../../core/pooled.ts'
import { compareValues, type Value } from '../../core/value.ts'

/** A text that two values have in common when they are the same: a whole number as one, null, NaN as itself. */
export function valueKey(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return `s${value}`
  if (typeof value === 'boolean') return String(value)
  if (value instanceof Date) return `d${value.getTime()}`
  const isLarge = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
  return `n${isLarge ? BigInt(value) : value}`
}

/** The same for the values of several columns. */
export function rowKey(values: readonly Value[]): string {
  const [first = null, ...others] = values
  return others.length === 0 ? valueKey(first) : JSON.stringify(values.map(valueKey))
}

/** Orders rows of values as engines do: texts by code points, NaN behind all numbers, null behind everything. */
export function orderOfRows(a: readonly Value[], b: readonly Value[]): number {
  for (const [index, value] of a.entries()) {
    const order = orderOfValues(value, b[index] ?? null)
    if (order !== 0) return order
  }
  return 0
}

function orderOfValues(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return orderOfTexts(a, b)
  return compareValues(a, b) ?? placeOf(a) - placeOf(b)
}

function placeOf(value: Value): number {
  if (value === null) return 2
  return typeof value === 'number' && Number.isNaN(value) ? 1 : 0
}
