import { type Expr, equal, isIn, not, value } from '../../src/core/expr.ts'
import { plural } from '../../src/core/format.ts'
import { type AggregateMetric, of } from '../../src/core/metric.ts'
import type { Value } from '../../src/core/value.ts'
import { valuesText } from './values.ts'

/** How many values may be asked for one by one. */
export const mostValues = 500

/** Rows whose value is none of the list. */
export const isOther = (column: string, values: readonly Value[]): Expr => not(isIn(value(column), values))

/** How many distinct values are none of the list. */
export function otherValues(column: string, values: readonly Value[]): AggregateMetric<number> {
  const aggregate = { name: 'distinctCount', of: value(column), where: isOther(column, values) } as const
  return { kind: 'aggregate', role: 'sample', aggregate }
}

/** How often each value of the list occurs: one metric for each, named by its place. */
export function occurrences(
  column: string,
  values: readonly Value[],
): Readonly<Record<`value${number}`, AggregateMetric<number>>> {
  const metrics = values.map((each, place) => [
    `value${place}`,
    of('sample').countIf(equal(value(column), each)),
  ])
  return Object.fromEntries(metrics)
}

/** The values of the list that do not occur. */
export function missingValues(
  values: readonly Value[],
  counts: Readonly<Record<`value${number}`, number>>,
): readonly Value[] {
  return values.filter((_, place) => counts[`value${place}`] === 0)
}

/** `2 of 3 values there; missing: "pop"`. */
export function presenceText(values: readonly Value[], missing: readonly Value[]): string {
  const there = `${values.length - missing.length} of ${plural(values.length, 'value')} there`
  return missing.length > 0 ? `${there}; missing: ${valuesText(missing)}` : there
}
