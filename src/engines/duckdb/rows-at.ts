import type { RowsAtRequest } from '../../core/engine.ts'
import type { Value } from '../../core/value.ts'
import { storedColumn } from './dataset.ts'
import { shown } from './failing.ts'
import type { Source } from './source.ts'

/** The cells of some rows, long texts cut, in the order in which the rows are asked for. */
export async function rowsAt(
  { rows, columns: names }: RowsAtRequest,
  { database, dataset, options }: Source,
): Promise<readonly (readonly Value[] | undefined)[]> {
  if (rows.length === 0) return []
  const columns = names.map(name => storedColumn(dataset, name))
  const cells = columns.map(column => `, ${shown(column, `t.${column.identifier}`)}`)
  const wanted = rows.map(row => String(Math.trunc(row))).join(', ')
  const found = await database.rows(
    `SELECT ${dataset.rowNumber}${cells.join('')} FROM ${dataset.table} AS t WHERE ${dataset.rowNumber} IN (${wanted})`,
    options,
  )
  const byRow = new Map(found.map(([row, ...values]) => [Number(row), values as readonly Value[]]))
  return rows.map(row => byRow.get(row))
}
