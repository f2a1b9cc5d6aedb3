import type { BatchesRequest } from '../../core/engine.ts'
import type { Rows } from '../../core/metric.ts'
import type { Value } from '../../core/value.ts'
import { storedColumn } from './dataset.ts'
import { columnsOf } from './results.ts'
import type { Source } from './source.ts'
import { decodable } from './sql.ts'

/**
 * All rows in the order of the dataset, in batches.
 *
 * They are not sorted, which would take all of them before the first batch: the database keeps the order of what it
 * reads, and the number of each row is looked at.
 *
 * @throws RangeError when a batch is to have no rows
 */
export function batches({ columns: names, size }: BatchesRequest, source: Source): AsyncIterable<Rows> {
  if (!Number.isSafeInteger(size) || size < 1) throw new RangeError('A batch has one row or more.')
  const { database, dataset, options } = source
  const cells = names.map((name, index) => {
    const { identifier, type } = storedColumn(dataset, name)
    return `${decodable({ text: `t.${identifier}`, type })} AS k${index}`
  })
  const numbered = [...cells, `CAST(${dataset.rowNumber} AS DOUBLE) AS r`]
  const sql = `SELECT ${numbered.join(', ')} FROM ${dataset.table} AS t`
  return names.length === 0
    ? none()
    : inBatches(inOrder(database.chunks(sql, options), dataset.info.rows), size)
}

async function* none(): AsyncGenerator<Rows> {}

/** The columns of chunks without the last one, which is the number of each row. */
async function* inOrder(
  chunks: ReturnType<Source['database']['chunks']>,
  rowCount: number,
): AsyncGenerator<Rows> {
  let before = 0
  for await (const chunk of chunks) {
    const columns = columnsOf(chunk) as readonly (readonly Value[])[]
    const numbers = columns.at(-1) ?? []
    if (!numbers.every((number, row) => number === before + row))
      throw new Error('The rows of a dataset came in another order than theirs.')
    before += numbers.length
    yield columns.slice(0, -1)
  }
  if (before !== rowCount) throw new Error(`Of ${rowCount} rows of a dataset, ${before} came.`)
}

/** Pieces of columns put together, and cut, into pieces of one size; the last one may be shorter. */
async function* inBatches(pieces: AsyncIterable<Rows>, size: number): AsyncGenerator<Rows> {
  let held: Value[][] = []
  const heldRows = () => held[0]?.length ?? 0
  for await (const piece of pieces) {
    if (held.length === 0) held = piece.map(() => [])
    for (const [place, values] of piece.entries()) for (const value of values) held[place]?.push(value)
    while (heldRows() >= size) yield held.map(values => values.splice(0, size))
  }
  if (heldRows() > 0) yield held
}
