import { messageOf, UserError } from '../../core/errors.ts'
import type { QueryMetric, QueryResult } from '../../core/metric.ts'
import { compile } from './compile.ts'
import type { Source } from './source.ts'
import { condition, identifier } from './sql.ts'

/**
 * What a query returns. It stands in a subquery, so that nothing but a SELECT can be run.
 *
 * @throws UserError when the database refuses it
 */
export async function queryResult(
  { sql, limit, where }: Omit<QueryMetric, 'kind' | 'role'>,
  { database, dataset, options }: Source,
): Promise<QueryResult> {
  const named = dataset.columns.map(column => `${column.identifier} AS ${identifier(column.name)}`)
  const chosen = where === undefined ? '' : ` WHERE ${condition(compile(where, dataset))}`
  const [batch, result] = [identifier('\u0001batch'), identifier('\u0001result')]
  const text = sql
    .trim()
    .replace(/;$/, '')
    .replaceAll('{batch}', () => batch)
  const from = `WITH ${batch} AS (SELECT ${named.join(', ')} FROM ${dataset.table}${chosen}), ${result} AS (
${text}
)`
  try {
    const [[count] = []] = await database.rows(`${from}\nSELECT count(*) FROM ${result}`, options)
    const rows =
      limit === 0
        ? []
        : await database.rows(
            `${from}\nSELECT CAST(COLUMNS(*) AS VARCHAR) FROM ${result} LIMIT ${limit}`,
            options,
          )
    return { count: Number(count), rows: rows as QueryResult['rows'] }
  } catch (cause) {
    throw new UserError(`The query could not be run: ${messageOf(cause)}`, { cause })
  }
}
