import type { Aggregate } from '../../core/metric.ts'
import { type Part, type Settled, translate } from './aggregate-parts.ts'
import type { Cell } from './database.ts'
import type { Dataset } from './dataset.ts'
import { explained } from './patterns.ts'

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
