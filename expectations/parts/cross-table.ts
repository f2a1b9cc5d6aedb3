import { z } from 'zod'
import type { Frequencies } from '../../src/core/metric.ts'
import { isNumeric, type Value } from '../../src/core/value.ts'
import { cell, identityOf } from './values.ts'

/** Categories of values: their number, bounds of intervals, or lists of values that belong together. */
export const grouping = z
  .union([z.int().min(1).max(1000), z.array(z.number()).min(2), z.array(z.array(cell).min(1)).min(1)])
  .optional()
  .meta({
    title: 'groups',
    description:
      'A number of intervals of the same width, or of the most frequent texts; bounds of intervals, of which the lower one belongs to each; or lists of values that belong together. What is left is a group of its own, at either end of intervals.',
  })

type Grouping = z.infer<typeof grouping>
type Entries = readonly { readonly value: Value; readonly count: number }[]

/**
 * How often each category of one column occurs with each of another. A missing value is a category of its own; rows in
 * which both are missing are counted by `bothMissing`.
 */
export function crossTable(
  entries: Frequencies['entries'],
  bothMissing: number,
  [first, second]: readonly [Grouping, Grouping],
): readonly (readonly number[])[] {
  const [rowOf, columnOf] = [categorizer(first, sideOf(entries, 0)), categorizer(second, sideOf(entries, 1))]
  const rows = new Map<string, Map<string, number>>()
  const columns = new Set<string>()
  const add = (row: string, column: string, count: number) => {
    const cells = rows.get(row) ?? new Map<string, number>()
    rows.set(row, cells.set(column, (cells.get(column) ?? 0) + count))
    columns.add(column)
  }
  for (const { values, count } of entries) add(rowOf(values[0] ?? null), columnOf(values[1] ?? null), count)
  if (bothMissing > 0) add(rowOf(null), columnOf(null), bothMissing)
  return [...rows.values()].map(cells => [...columns].map(column => cells.get(column) ?? 0))
}

function sideOf(entries: Frequencies['entries'], side: 0 | 1): Entries {
  return entries.map(({ values, count }) => ({ value: values[side] ?? null, count }))
}

type Categorizer = (value: Value) => string

function categorizer(groups: Grouping, entries: Entries): Categorizer {
  const ofPresent = presentCategorizer(groups, entries)
  return value => (value === null ? 'missing' : ofPresent(value))
}

function presentCategorizer(groups: Grouping, entries: Entries): Categorizer {
  if (groups === undefined) return identityOf
  if (typeof groups === 'number') {
    const numbers = entries.flatMap(({ value }) => (isNumeric(value) ? [Number(value)] : []))
    return numbers.length > 0 ? byBounds(evenBounds(numbers, groups)) : byList(frequentTexts(entries, groups))
  }
  return groups.some(Array.isArray)
    ? byList(groups as readonly Value[][])
    : byBounds(groups as readonly number[])
}

/** The last bound belongs to the interval below it. */
function byBounds(bounds: readonly number[]): Categorizer {
  return value => {
    if (!isNumeric(value)) return 'other'
    if (Number(value) === bounds.at(-1)) return String(bounds.length - 1)
    const above = bounds.findIndex(bound => value < bound)
    return String(above === -1 ? bounds.length : above)
  }
}

function byList(groups: readonly (readonly Value[])[]): Categorizer {
  const places = new Map(
    groups.flatMap((group, place) => group.map(value => [identityOf(value), String(place)])),
  )
  return value => places.get(identityOf(value)) ?? 'other'
}

function evenBounds(numbers: readonly number[], count: number): readonly number[] {
  const least = numbers.reduce((a, b) => Math.min(a, b))
  const most = numbers.reduce((a, b) => Math.max(a, b))
  return Array.from({ length: count + 1 }, (_, place) => least + ((most - least) * place) / count)
}

function frequentTexts(entries: Entries, count: number): readonly (readonly Value[])[] {
  const totals = new Map<Value, number>()
  for (const entry of entries)
    if (entry.value !== null) totals.set(entry.value, (totals.get(entry.value) ?? 0) + entry.count)
  return [...totals]
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([value]) => [value])
}
