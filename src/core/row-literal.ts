import { type ColumnType, typeWords } from './schema.ts'
import type { Value } from './value.ts'

/** The cells of a row by column, each of its column's type or null. */
export type Row = Readonly<Record<string, Value>>

/** What an expression gives, worked out for one row at a time. */
export interface RowValue {
  readonly type: ColumnType
  /** Where it is the same for all rows. */
  readonly literal?: Value
  of(row: Row): Value
}

/** The same value for all rows. */
export function literalValue(literal: Value): RowValue {
  return { type: literalType(literal), literal, of: () => literal }
}

const largestInteger = 2 ** 127

function literalType(value: Value): ColumnType {
  if (value === null) return 'unknown'
  if (typeof value === 'bigint') return 'integer'
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < largestInteger ? 'integer' : 'number'
  if (value instanceof Date) return 'timestamp'
  return typeof value === 'string' ? 'string' : 'boolean'
}

/** What a value is, in a sentence. */
export function wordsOf(of: RowValue | undefined): string {
  return typeWords[of?.type ?? 'unknown']
}

/** What to do about a value of the wrong type. */
export const otherType = { hint: 'Choose columns of another type, or cast them in a step before.' }

/** A function of values none of which is null; null where one is. */
export function ofPresent(
  type: ColumnType,
  args: readonly RowValue[],
  of: (values: readonly NonNullable<Value>[]) => Value,
): RowValue {
  return {
    type,
    of: row => {
      const values = args.map(arg => arg.of(row))
      return values.some(value => value === null) ? null : of(values as readonly NonNullable<Value>[])
    },
  }
}
