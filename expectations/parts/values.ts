import { z } from 'zod'
import { formatList, formatValue } from '../../src/core/format.ts'
import type { Value } from '../../src/core/value.ts'

type Present = Exclude<Value, null>

/** A cell as a parameter. */
export const cell = z.union([z.string(), z.number(), z.bigint(), z.boolean(), z.date(), z.null()], {
  error: () => 'expected text, number, true, false or date',
})

/** A list of values. Null is dropped, for it is in no set; so are repetitions. */
export const anyValues = z
  .array(cell)
  .max(100_000)
  .transform(distinctValues)
  .meta({ title: 'list of values' })

/** A list of values, at least one of them not null. */
export function valueSet(limit = 100_000) {
  return z
    .array(cell)
    .max(limit)
    .transform(distinctValues)
    .refine(values => values.length > 0, { error: 'expected at least one value that is not null' })
    .meta({ title: 'list of values' })
}

/** Whether a set of Great Expectations is not given, or empty. */
export function hasNoValue({ value_set = null }: Readonly<Record<string, unknown>>): boolean {
  return value_set === null || (Array.isArray(value_set) && value_set.length === 0)
}

/** `one of "a", "b" and 3 more` without the `one of`. */
export function valuesText(values: readonly Value[]): string {
  return values.length === 0 ? 'no values' : formatList(values.map(formatValue), 6)
}

/** Equal for values that are equal: 1 and 1n, two dates of one moment. */
export function identityOf(value: Value): string {
  if (typeof value === 'number') return `number ${Number.isInteger(value) ? BigInt(value) : value}`
  if (value instanceof Date) return `date ${value.getTime()}`
  return `${typeof value === 'bigint' ? 'number' : typeof value} ${value}`
}

function distinctValues(values: readonly Value[]): readonly Present[] {
  const present = values.filter(value => value !== null)
  return [...new Map(present.map(value => [identityOf(value), value])).values()]
}
