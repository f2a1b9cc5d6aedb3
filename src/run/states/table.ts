import type { Frequencies } from '../../core/metric.ts'
import type { Value } from '../../core/value.ts'
import type { TableState } from './state.ts'
import { orderOfRows, rowKey } from './value-order.ts'

/** A combination of values, and how many rows have it. */
export interface TableEntry {
  readonly values: readonly Value[]
  readonly count: number
}

/** Entries by the key of their values. */
export type Table = ReadonlyMap<string, TableEntry>

/** The tables of several datasets as one. */
export function mergeTables(states: readonly TableState[]): Table {
  const merged = new Map<string, { readonly values: readonly Value[]; count: number }>()
  for (const { values: columns, counts } of states)
    for (const [row, count] of counts.entries()) {
      const values = columns.map(column => column[row] ?? null)
      const known = merged.get(rowKey(values))
      if (known) known.count += count
      else merged.set(rowKey(values), { values, count })
    }
  return merged
}

/** The table as a state. */
export function tableState(entries: readonly TableEntry[]): TableState {
  const width = entries[0]?.values.length ?? 0
  return {
    kind: 'table',
    values: Array.from({ length: width }, (_, column) => entries.map(({ values }) => values[column] ?? null)),
    counts: entries.map(({ count }) => count),
  }
}

/** Whether two entries look alike, as lists of different values may when they are written. */
export function areAlike(entries: readonly TableEntry[]): boolean {
  return new Set(entries.map(({ values }) => rowKey(values))).size < entries.length
}

/** The most frequent entries, by count, descending, then by value. */
export function frequenciesIn(table: Table, limit: number): Frequencies {
  const entries = [...table.values()].sort((a, b) => b.count - a.count || orderOfRows(a.values, b.values))
  return { entries: entries.slice(0, limit), distinct: table.size, total: rowsIn(table) }
}

/** How many rows a table covers. */
export function rowsIn(table: Table): number {
  return [...table.values()].reduce((sum, { count }) => sum + count, 0)
}
