import type { Codes } from '../../core/engine.ts'
import type { Value } from '../../core/value.ts'
import { storedColumn } from './dataset.ts'
import { fillColumns, integers } from './results.ts'
import type { Source } from './source.ts'
import { decodable } from './sql.ts'

/** For each row, the place of a column's value among the distinct ones, which are ascending. */
export async function codes(name: string, { database, dataset, options }: Source): Promise<Codes> {
  const { identifier, type } = storedColumn(dataset, name)
  const distinct = database.newName()
  const of = `t.${identifier}`
  await database.query(
    `CREATE TABLE ${distinct} AS SELECT v, CAST(row_number() OVER (ORDER BY v NULLS LAST) - 1 AS UINTEGER) AS code FROM (SELECT DISTINCT ${of} AS v FROM ${dataset.table} AS t)`,
    options,
  )
  const result = await database.query(
    `SELECT d.code FROM ${dataset.table} AS t JOIN ${distinct} AS d ON d.v IS NOT DISTINCT FROM ${of} ORDER BY ${dataset.rowNumber}`,
    options,
  )
  const found = integers(result)
  fillColumns(result, [found])
  const values = await database.rows(
    `SELECT ${decodable({ text: 'v', type })} FROM ${distinct} ORDER BY code`,
  )
  await database.query(`DROP TABLE ${distinct}`)
  return { values: values.map(([value]) => value as Value), codes: found.values }
}
