import { type Aggregate, type AggregateAnswer, metricKey } from '../../core/metric.ts'
import { looksAtRows } from '../../core/overRows.ts'
import { type AggregateSql, aggregateSql } from './aggregate-sql.ts'
import type { Dataset } from './dataset.ts'
import { derive } from './derived.ts'

/** An answer, or why there is none. */
export type Settled = PromiseSettledResult<AggregateAnswer>

/** An aggregate's SQL and where its answer belongs. */
export interface Part extends AggregateSql {
  readonly aggregate: Aggregate
  readonly index: number
  /** What to select from. */
  readonly table: string
}

/** The SQL of aggregates. Those that look at other rows than their own are asked of another table, all together. */
export function translate(aggregates: readonly Aggregate[], dataset: Dataset) {
  const settled: Settled[] = []
  const indexed = aggregates.map((aggregate, index) => ({ aggregate, index }))
  const own = indexed.filter(({ aggregate }) => !looksAround(aggregate))
  const around = indexed.filter(({ aggregate }) => looksAround(aggregate))
  const parts = [translated(own, dataset, settled), translated(...derivedFrom(around, dataset, settled))]
  return { parts, settled }
}

interface Indexed {
  readonly aggregate: Aggregate
  readonly index: number
}

function translated(aggregates: readonly Indexed[], dataset: Dataset, settled: Settled[]): readonly Part[] {
  const pooled = poolQuantiles(aggregates.map(({ aggregate }) => aggregate))
  return aggregates.flatMap(({ aggregate, index }): Part[] => {
    try {
      return [{ ...pooledSql(aggregate, pooled, dataset), aggregate, index, table: dataset.table }]
    } catch (reason) {
      settled[index] = { status: 'rejected', reason }
      return []
    }
  })
}

function looksAround({ of, where }: Aggregate): boolean {
  return looksAtRows(of) || looksAtRows(where)
}

/** The aggregates over a table that has what they see in other rows. One that cannot be compiled rejects alone. */
function derivedFrom(
  aggregates: readonly Indexed[],
  dataset: Dataset,
  settled: Settled[],
): [readonly Indexed[], Dataset, Settled[]] {
  const possible = aggregates.filter(({ aggregate, index }) => {
    try {
      derive([aggregate.of, aggregate.where], dataset)
      return true
    } catch (reason) {
      settled[index] = { status: 'rejected', reason }
      return false
    }
  })
  const exprs = possible.flatMap(({ aggregate }) => [aggregate.of, aggregate.where])
  const derived = derive(exprs, dataset)
  const rewritten = possible.map(({ aggregate, index }, place) => ({
    aggregate: { ...aggregate, of: derived.exprs[2 * place], where: derived.exprs[2 * place + 1] },
    index,
  }))
  return [rewritten, derived.dataset, settled]
}

/** What is asked of each column, over all aggregates that ask for its quantiles. */
function poolQuantiles(aggregates: readonly Aggregate[]): ReadonlyMap<string, readonly number[]> {
  const pooled = new Map<string, readonly number[]>()
  for (const aggregate of aggregates.filter(({ name }) => name === 'quantiles')) {
    const before = pooled.get(rowsKey(aggregate)) ?? []
    pooled.set(rowsKey(aggregate), [...new Set([...before, ...(aggregate.probabilities ?? [])])])
  }
  return pooled
}

function pooledSql(
  aggregate: Aggregate,
  pooled: ReadonlyMap<string, readonly number[]>,
  dataset: Dataset,
): AggregateSql {
  const probabilities = pooled.get(rowsKey(aggregate))
  if (aggregate.name !== 'quantiles' || probabilities === undefined) return aggregateSql(aggregate, dataset)
  const all = aggregateSql({ ...aggregate, probabilities }, dataset)
  return {
    ...all,
    answer: cells => {
      const quantiles = all.answer(cells) as readonly (number | null)[]
      return (aggregate.probabilities ?? []).map(
        probability => quantiles[probabilities.indexOf(probability)] ?? null,
      )
    },
  }
}

function rowsKey({ of, where, between }: Aggregate): string {
  return metricKey({
    kind: 'aggregate',
    role: 'sample',
    aggregate: { name: 'quantiles', of, where, between },
  })
}
