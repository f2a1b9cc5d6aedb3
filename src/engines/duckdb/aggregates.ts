import { type Aggregate, type AggregateAnswer, metricKey } from '../../core/metric.ts'
import { type AggregateSql, aggregateSql } from './aggregate-sql.ts'
import type { Cell } from './database.ts'
import type { Dataset } from './dataset.ts'
import { derive, looksAtRows } from './derived.ts'
import { explained } from './patterns.ts'

type Settled = PromiseSettledResult<AggregateAnswer>
type Run = (sql: string) => Promise<readonly (readonly Cell[])[]>

/** Beyond this, a statement's cost grows faster than its number of expressions. */
const longestStatement = 500
/** How many values the heavy aggregates of one statement may keep in memory together. */
const heavyValues = 16_000_000

/** The statements that answer all aggregates: cheap ones in one scan, heavy ones a few columns at a time. */
export function statementsFor(aggregates: readonly Aggregate[], dataset: Dataset): readonly string[] {
  return translate(aggregates, dataset)
    .parts.flatMap(parts => batches(parts, dataset))
    .filter(batch => distinctSelects(batch).length > 0)
    .map(statement)
}

/**
 * Answers in the order of the questions. An aggregate that has no SQL, or whose SQL fails, rejects alone: a
 * failing statement is halved until the aggregate at fault stands by itself.
 */
export async function settleAggregates(
  aggregates: readonly Aggregate[],
  dataset: Dataset,
  run: Run,
): Promise<readonly Settled[]> {
  const { parts, settled } = translate(aggregates, dataset)
  for (const batch of parts.flatMap(group => batches(group, dataset))) await answerBatch(batch, settled, run)
  return settled
}

/** An aggregate's SQL and where its answer belongs. */
interface Part extends AggregateSql {
  readonly aggregate: Aggregate
  readonly index: number
  /** What to select from. */
  readonly table: string
}

/** Aggregates that look at other rows than their own are asked of another table, all together. */
function translate(aggregates: readonly Aggregate[], dataset: Dataset) {
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

/** Greedy: a batch ends before it would select too much or hold too many columns in memory. */
function batches(parts: readonly Part[], dataset: Dataset): readonly (readonly Part[])[] {
  const columnsAtOnce = Math.max(1, Math.floor(heavyValues / Math.max(1, dataset.info.rows)))
  const all: Part[][] = []
  let selects = new Set<string>()
  let heavy = new Set<string>()
  for (const part of [...parts.filter(part => !part.isHeavy), ...parts.filter(part => part.isHeavy)]) {
    const wanted = part.selects.filter(select => !selects.has(select)).length
    const isFull = selects.size + wanted > longestStatement
    const isTooHeavy = part.isHeavy && wanted > 0 && heavy.size + wanted > columnsAtOnce
    if (all.length === 0 || isFull || isTooHeavy) {
      all.push([])
      selects = new Set()
      heavy = new Set()
    }
    all.at(-1)?.push(part)
    for (const select of part.selects) {
      selects.add(select)
      if (part.isHeavy) heavy.add(select)
    }
  }
  return all
}

function statement(batch: readonly Part[]): string {
  return `SELECT ${distinctSelects(batch).join(', ')} FROM ${batch[0]?.table}`
}

function distinctSelects(batch: readonly Part[]): readonly string[] {
  return [...new Set(batch.flatMap(part => part.selects))]
}

async function answerBatch(batch: readonly Part[], settled: Settled[], run: Run): Promise<void> {
  try {
    const selects = distinctSelects(batch)
    const [row = []] = selects.length === 0 ? [] : await run(statement(batch))
    const cells = new Map(selects.map((select, index) => [select, row[index] ?? null]))
    for (const part of batch) {
      const value = part.answer(part.selects.map(select => cells.get(select) ?? null))
      settled[part.index] = { status: 'fulfilled', value }
    }
  } catch (reason) {
    const [only] = batch
    if (only === undefined) return
    if (batch.length === 1) {
      settled[only.index] = {
        status: 'rejected',
        reason: explained(reason, [only.aggregate.of, only.aggregate.where]),
      }
      return
    }
    const middle = Math.ceil(batch.length / 2)
    await answerBatch(batch.slice(0, middle), settled, run)
    await answerBatch(batch.slice(middle), settled, run)
  }
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
