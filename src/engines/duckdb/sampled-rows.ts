import type { Rows, RowsMetric } from '../../core/metric.ts'
import type { Value } from '../../core/value.ts'
import { compile } from './compile.ts'
import { storedColumn } from './dataset.ts'
import { doubleText } from './literals.ts'
import { cells, fillColumns } from './results.ts'
import type { Source } from './source.ts'
import { condition, decodable } from './sql.ts'

/**
 * Rows in the order of the file: all of them or, where they are more than the limit, a sample without replacement
 * that depends on the seed only.
 *
 * @throws RangeError when the limit is not a count or the seed not finite.
 */
export async function rows(
  { columns: names, limit, seed, where }: Omit<RowsMetric, 'kind' | 'role'>,
  { database, dataset, options }: Source,
): Promise<Rows> {
  if (!Number.isSafeInteger(limit) || limit < 0) throw new RangeError('The limit of rows is a whole number.')
  if (!Number.isFinite(seed)) throw new RangeError('The seed of a sample is a finite number.')
  const columns = names.map(name => storedColumn(dataset, name))
  if (columns.length === 0) return []
  const selected = columns.map(
    ({ identifier: own, type }, index) => `${decodable({ text: `t.${own}`, type })} AS k${index}`,
  )
  const chosen = where ? ` WHERE ${condition(compile(where, dataset))}` : ''
  const drawn = `SELECT ${selected.join(', ')}, ${dataset.rowNumber} AS r FROM ${dataset.table} AS t${chosen}`
  const few =
    dataset.info.rows > limit
      ? ` ORDER BY ${drawSql(dataset.rowNumber, seed)}, ${dataset.rowNumber} LIMIT ${limit}`
      : ''
  const sql = `SELECT ${columns.map((_, index) => `k${index}`).join(', ')} FROM (${drawn}${few}) ORDER BY r`
  const result = await database.query(sql, options)
  const filled = columns.map(() => cells())
  fillColumns(result, filled)
  return filled.map(({ values }) => values as readonly Value[])
}

/** A row's place in the draw. Hashed twice: the database joins two hashes bit by bit, which leaves draws alike. */
function drawSql(rowNumber: string, seed: number): string {
  return `hash(xor(hash(${rowNumber}), hash(${doubleText(seed)})))`
}
