import type { Categories } from '../core/chart.ts'
import type { Rule } from '../core/expectation.ts'
import { formatValue } from '../core/format.ts'
import { shownValue, type ValueDisplay } from '../core/masking.ts'
import { type Frequencies, of } from '../core/metric.ts'
import { restrictedTo } from '../core/restrict.ts'
import type { SuiteCheck } from './outcome.ts'
import type { Session } from './session.ts'

/** With more distinct values than this, a bar each says nothing. */
const mostValues = 200
const shownValues = 14

/**
 * The shares of the values of a column whose values are to be known ones, in both datasets; absent where there is no
 * reference to compare with, there are too many values, or none may be shown.
 */
export async function categoryChart(
  { columns, params, where }: SuiteCheck,
  rule: Rule,
  { data, answer }: Session,
  display: ValueDisplay,
): Promise<Categories | undefined> {
  const [column, ...others] = columns
  const isCompared = data.reference?.schema.columns.some(({ name }) => name === column)
  if (column === undefined || others.length > 0 || !isCompared) return undefined
  if (display === 'none' || display === 'counts' || !rule.allowed?.(params).length) return undefined
  const { sample, reference } = await answer(
    restrictedTo(where, {
      sample: of('sample').frequencies([column], mostValues, mostValues),
      reference: of('reference').frequencies([column], mostValues, mostValues),
    }),
  )
  if (sample.distinct > mostValues || reference.distinct > mostValues) return undefined
  return chartOf(countsOf(sample, column, display), countsOf(reference, column, display))
}

function countsOf({ entries }: Frequencies, column: string, display: ValueDisplay): Map<string, number> {
  const counts = new Map<string, number>()
  for (const {
    values: [cell = null],
    count,
  } of entries) {
    const label = typeof cell === 'string' ? shownValue(cell, column, display).text : formatValue(cell)
    counts.set(label, (counts.get(label) ?? 0) + count)
  }
  return counts
}

function chartOf(sample: ReadonlyMap<string, number>, reference: ReadonlyMap<string, number>) {
  const sum = (counts: Iterable<number>) => [...counts].reduce((total, count) => total + count, 0)
  const total = { sample: sum(sample.values()), reference: sum(reference.values()) }
  if (total.sample === 0 || total.reference === 0) return undefined
  const difference = (entry: { readonly sample: number; readonly reference: number }) =>
    Math.abs(entry.sample / total.sample - entry.reference / total.reference)
  const entries = [...new Set([...sample.keys(), ...reference.keys()])]
    .map(label => ({ label, sample: sample.get(label) ?? 0, reference: reference.get(label) ?? 0 }))
    .sort((a, b) => difference(b) - difference(a))
  const rest = entries.slice(shownValues)
  const other = {
    categories: rest.length,
    sample: sum(rest.map(entry => entry.sample)),
    reference: sum(rest.map(entry => entry.reference)),
  }
  return {
    kind: 'categories' as const,
    entries: entries.slice(0, shownValues),
    ...(rest.length > 0 && { other }),
    total,
  }
}
