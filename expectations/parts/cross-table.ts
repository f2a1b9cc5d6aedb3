import { z } from 'zod'
import type { Frequencies } from '../../src/core/metric.ts'
import { isNumeric, type Value } from '../../src/core/value.ts'
import { cell, identityOf } from './values.ts'

/** Categories of values: bounds of intervals, or lists of values that belong together. */
export const grouping = z
  .union([z.array(z.number()).min(2), z.array(z.array(cell).min(1)).min(1)])
  .optional()
  .meta({
    title: 'groups',
    description:
      'Bounds of intervals, of which the upper one belongs to each, or lists of values that belong together; all other values are a group of their own.',
  })

type Grouping = z.infer<typeof grouping>

const other = 'other'

/** How often each category of one column occurs with each of another, in rows that have both. */
export function crossTable(entries: Frequencies['entries'], first: Grouping, second: Grouping) {
  const rows = new Map<string, Map<string, number>>()
  const columns = new Set<string>()
  let total = 0
  for (const { values, count } of entries) {
    const [a = null, b = null] = values
    if (a === null || b === null) continue
    const [row, column] = [categoryOf(a, first), categoryOf(b, second)]
    const cells = rows.get(row) ?? new Map<string, number>()
    rows.set(row, cells.set(column, (cells.get(column) ?? 0) + count))
    columns.add(column)
    total += count
  }
  const table = [...rows.values()].map(cells => [...columns].map(column => cells.get(column) ?? 0))
  return { table, rows: total }
}

function categoryOf(value: Value, groups: Grouping): string {
  if (groups === undefined) return identityOf(value)
  const place = groups.findIndex((group, index) => {
    if (Array.isArray(group)) return group.some(member => identityOf(member) === identityOf(value))
    const to = groups[index + 1]
    return isNumeric(value) && typeof to === 'number' && value > group && value <= to
  })
  return place === -1 ? other : String(place)
}
