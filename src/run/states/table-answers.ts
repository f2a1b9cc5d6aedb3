import type { Aggregate, AggregateAnswer, Duplicates, QuantileMethod } from '../../core/metric.ts'
import { isNumeric } from '../../core/value.ts'
import { rowsIn, type Table, type TableEntry } from './table.ts'
import { rowKey } from './value-order.ts'

/** What an aggregate is of the table of a column's values. */
export function tableAnswer(
  { name, probabilities = [], between = 'linear' }: Aggregate,
  table: Table,
): AggregateAnswer {
  if (name === 'distinctCount') return table.size
  if (name === 'entropy') return entropyOf(table)
  return quantilesOf(table, probabilities, between)
}

/**
 * How many rows share their values, by a table of the key columns; or of those and one more, in which rows have to differ.
 *
 * @param blank how many more rows there are, in which all columns of the table are null
 */
export function duplicatesIn(
  table: Table,
  {
    width,
    isDiffering,
    blank,
  }: { readonly width: number; readonly isDiffering: boolean; readonly blank: number },
): Duplicates {
  const groups = new Map<string, { rows: number; entries: number }>()
  const add = ({ values, count }: TableEntry) => {
    const key = rowKey(values.slice(0, width))
    const { rows, entries } = groups.get(key) ?? { rows: 0, entries: 0 }
    groups.set(key, { rows: rows + count, entries: entries + 1 })
  }
  for (const entry of table.values()) add(entry)
  if (blank > 0) add({ values: Array.from({ length: width }, () => null), count: blank })
  const repeated = [...groups.values()].filter(({ rows, entries }) => (isDiffering ? entries : rows) > 1)
  return {
    rows: repeated.reduce((sum, { rows }) => sum + rows, 0),
    groups: repeated.length,
    checked: rowsIn(table) + blank,
  }
}

/** In bits; null without a value. */
function entropyOf(table: Table): number | null {
  const rows = rowsIn(table)
  if (rows === 0) return null
  return [...table.values()].reduce((sum, { count }) => sum + (count / rows) * Math.log2(rows / count), 0)
}

function quantilesOf(
  table: Table,
  probabilities: readonly number[],
  between: QuantileMethod,
): readonly (number | null)[] {
  const valueAt = valuesInOrder(table)
  if (valueAt === undefined) return probabilities.map(() => null)
  return probabilities.map(probability => quantile(probability * (valueAt.count - 1), valueAt.of, between))
}

function quantile(place: number, valueAt: (place: number) => number, between: QuantileMethod): number {
  const [low, high] = [valueAt(Math.floor(place)), valueAt(Math.ceil(place))]
  const part = place - Math.floor(place)
  switch (between) {
    case 'linear':
      return low * (1 - part) + high * part
    case 'nearest':
      return valueAt(evenPlace(place))
    case 'lower':
      return low
    case 'higher':
      return high
    case 'midpoint':
      return (low + high) / 2
  }
}

/** The nearest place; the even one of two that are as near. */
function evenPlace(place: number): number {
  const below = Math.floor(place)
  if (place - below !== 0.5) return Math.round(place)
  return below % 2 === 0 ? below : below + 1
}

/** The finite values, ascending, each as often as there are rows of it; nothing without any. */
function valuesInOrder(table: Table) {
  const sorted = [...table.values()]
    .map(({ values: [value = null], count }) => ({ value: numberOf(value), count }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value)
  const ends = new Float64Array(sorted.length)
  let count = 0
  for (const [index, entry] of sorted.entries()) {
    count += entry.count
    ends[index] = count
  }
  if (count === 0) return undefined
  const of = (place: number) => sorted[firstBeyond(ends, place)]?.value ?? 0
  return { count, of }
}

function numberOf(value: TableEntry['values'][number]): number {
  return isNumeric(value ?? null) || typeof value === 'boolean' ? Number(value) : Number.NaN
}

/** The index of the first number that is greater, among ascending ones. */
function firstBeyond(numbers: Float64Array, limit: number): number {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) > limit) high = middle
    else low = middle + 1
  }
  return low
}
