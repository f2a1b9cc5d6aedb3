import type { Aggregate, AggregateAnswer } from '../../core/metric.ts'
import { looksAtRows } from '../../core/overRows.ts'
import { type AggregateSql, aggregateSql } from './aggregate-sql.ts'
import type { Dataset } from './dataset.ts'
import { derive } from './derived.ts'

/** An answer, or why there is none. */
export type Settled = PromiseSettledResult<AggregateAnswer>

/** An aggregate's SQL and where its answer belongs. */
export interface Part extends AggregateSql {
  readonly index: number
  /** What to select from. */
  readonly table: string
}

/**
 * The SQL of aggregates. Those that look at other rows than their own are asked of another table, all together. One
 * that has no SQL is settled alone.
 */
export function translate(aggregates: readonly Aggregate[], dataset: Dataset) {
  const settled: Settled[] = []
  const attempt = <T>(index: number, translation: () => T): readonly T[] => {
    try {
      return [translation()]
    } catch (reason) {
      settled[index] = { status: 'rejected', reason }
      return []
    }
  }
  const partOf = (aggregate: Aggregate, index: number, of: Dataset): readonly Part[] =>
    attempt(index, () => ({ ...aggregateSql(aggregate, of), index, table: of.table }))
  const own = [...aggregates.entries()].filter(([, aggregate]) => !looksAround(aggregate))
  const around = [...aggregates.entries()].filter(
    ([index, aggregate]) =>
      looksAround(aggregate) && attempt(index, () => derive(exprsOf(aggregate), dataset)).length > 0,
  )
  const derived = derive(
    around.flatMap(([, aggregate]) => exprsOf(aggregate)),
    dataset,
  )
  const parts = [
    own.flatMap(([index, aggregate]) => partOf(aggregate, index, dataset)),
    around.flatMap(([index, aggregate], place) => {
      const [of, where] = derived.exprs.slice(2 * place)
      return partOf({ ...aggregate, of, where }, index, derived.dataset)
    }),
  ]
  return { parts, settled }
}

function exprsOf({ of, where }: Aggregate) {
  return [of, where] as const
}

function looksAround({ of, where }: Aggregate): boolean {
  return looksAtRows(of) || looksAtRows(where)
}
