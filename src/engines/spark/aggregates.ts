import type { Aggregate, AggregateAnswer } from '../../core/metric.ts'
import { type AggregateSql, aggregateSql } from './aggregate-sql.ts'
import type { Cell } from './arrow.ts'
import type { Dataset } from './dataset.ts'

type Settled = PromiseSettledResult<AggregateAnswer>
type Run = (sql: string) => Promise<readonly (readonly Cell[])[]>

/** An aggregate's SQL and where its answer belongs. */
interface Part extends AggregateSql {
  readonly index: number
}

/** Beyond these, Spark stops compiling a query, or sends every row once for each of the expressions. */
const [mostLight, mostHeavy] = [100, 4]

/** The statements that answer all aggregates. */
export function statementsFor(aggregates: readonly Aggregate[], dataset: Dataset): readonly string[] {
  return batches(translated(aggregates, dataset, [])).map(batch => statement(batch, dataset))
}

/**
 * Answers in the order of the questions. An aggregate that has no SQL, or whose SQL fails, rejects alone: a failing
 * statement is halved until the aggregate at fault stands by itself.
 */
export async function settleAggregates(
  aggregates: readonly Aggregate[],
  dataset: Dataset,
  run: Run,
): Promise<readonly Settled[]> {
  const settled: Settled[] = []
  const parts = translated(aggregates, dataset, settled)
  for (const batch of batches(parts)) await answerBatch(batch, settled, run, dataset)
  for (const part of parts.filter(({ selects }) => selects.length === 0))
    settled[part.index] = answered(part, [])
  return settled
}

function translated(aggregates: readonly Aggregate[], dataset: Dataset, settled: Settled[]): readonly Part[] {
  return aggregates.flatMap((aggregate, index): Part[] => {
    try {
      return [{ ...aggregateSql(aggregate, dataset), index }]
    } catch (reason) {
      settled[index] = { status: 'rejected', reason }
      return []
    }
  })
}

function batches(parts: readonly Part[]): readonly (readonly Part[])[] {
  const asked = parts.filter(({ selects }) => selects.length > 0)
  return [
    ...chunks(
      asked.filter(part => !part.isHeavy),
      mostLight,
    ),
    ...chunks(
      asked.filter(part => part.isHeavy),
      mostHeavy,
    ),
  ]
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size))
}

function statement(batch: readonly Part[], { table }: Dataset): string {
  return `SELECT ${distinctSelects(batch).join(', ')} FROM ${table}`
}

function distinctSelects(batch: readonly Part[]): readonly string[] {
  return [...new Set(batch.flatMap(part => part.selects))]
}

function answered(part: Part, cells: readonly Cell[]): Settled {
  try {
    return { status: 'fulfilled', value: part.answer(cells) }
  } catch (reason) {
    return { status: 'rejected', reason }
  }
}

async function answerBatch(
  batch: readonly Part[],
  settled: Settled[],
  run: Run,
  dataset: Dataset,
): Promise<void> {
  try {
    const selects = distinctSelects(batch)
    const [row = []] = await run(statement(batch, dataset))
    for (const part of batch) {
      const cells = part.selects.map(select => row[selects.indexOf(select)] ?? null)
      settled[part.index] = answered(part, cells)
    }
  } catch (reason) {
    const [only] = batch
    if (only !== undefined && batch.length === 1) settled[only.index] = { status: 'rejected', reason }
    if (batch.length < 2) return
    const middle = Math.ceil(batch.length / 2)
    await answerBatch(batch.slice(0, middle), settled, run, dataset)
    await answerBatch(batch.slice(middle), settled, run, dataset)
  }
}
