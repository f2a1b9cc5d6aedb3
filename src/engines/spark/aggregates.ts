import { exitCodes, UserError } from '../../core/errors.ts'
import type { Aggregate } from '../../core/metric.ts'
import { type Part, type Settled, translate } from './aggregate-parts.ts'
import type { AggregateSql } from './aggregate-sql.ts'
import type { Cell } from './arrow.ts'
import type { Dataset } from './dataset.ts'

type Run = (sql: string) => Promise<readonly (readonly Cell[])[]>
type Cost = AggregateSql['cost']

/** How many belong into one query: Spark stops compiling a larger one, or holds too much at once. */
const most: Readonly<Record<Cost, number>> = { light: 100, heavy: 4, alone: 8 }

/** The statements that answer all aggregates. */
export function statementsFor(aggregates: readonly Aggregate[], dataset: Dataset): readonly string[] {
  return translate(aggregates, dataset).parts.flatMap(batches).map(statement)
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
  const { parts, settled } = translate(aggregates, dataset)
  for (const batch of parts.flatMap(batches)) await answerBatch(batch, settled, run)
  for (const part of parts.flat().filter(({ selects }) => selects.length === 0))
    settled[part.index] = answered(part, [])
  return settled
}

function batches(parts: readonly Part[]): readonly (readonly Part[])[] {
  const asked = parts.filter(({ selects }) => selects.length > 0)
  const costs: readonly Cost[] = ['light', 'heavy', 'alone']
  return costs.flatMap(cost =>
    chunks(
      asked.filter(part => part.cost === cost),
      most[cost],
    ),
  )
}

/** Parts of a cost together, as many as select so many different things. */
function chunks(parts: readonly Part[], size: number): readonly (readonly Part[])[] {
  const all: Part[][] = []
  let selects = new Set<string>()
  for (const part of parts) {
    const wanted = part.selects.filter(select => !selects.has(select)).length
    if (all.length === 0 || selects.size + wanted > size) {
      all.push([])
      selects = new Set()
    }
    all.at(-1)?.push(part)
    for (const select of part.selects) selects.add(select)
  }
  return all
}

function statement(batch: readonly Part[]): string {
  const [first] = batch
  const from = first === undefined || first.cost === 'alone' ? '' : ` FROM ${first.table}`
  return `SELECT ${distinctSelects(batch).join(', ')}${from}`
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

/** Whether no aggregate can be at fault, so that asking for each by itself would not help. */
function isUnreadable(reason: unknown): boolean {
  return reason instanceof UserError && reason.exitCode === exitCodes.unreadable
}

async function answerBatch(batch: readonly Part[], settled: Settled[], run: Run): Promise<void> {
  try {
    const selects = distinctSelects(batch)
    const [row = []] = await run(statement(batch))
    const cells = new Map(selects.map((select, index) => [select, row[index] ?? null]))
    for (const part of batch) {
      const own = part.selects.map(select => cells.get(select) ?? null)
      settled[part.index] = answered(part, own)
    }
  } catch (reason) {
    if (batch.length < 2 || isUnreadable(reason)) {
      for (const { index } of batch) settled[index] = { status: 'rejected', reason }
      return
    }
    const middle = Math.ceil(batch.length / 2)
    await answerBatch(batch.slice(0, middle), settled, run)
    await answerBatch(batch.slice(middle), settled, run)
  }
}
