import { messageOf, UserError } from '../../core/errors.ts'
import type { QueryMetric } from '../../core/metric.ts'
import { condition } from './groups.ts'
import type { Source } from './source.ts'
import { identifier } from './sql.ts'

/**
 * How many rows a query returns. It stands in a subquery, so that nothing but a SELECT can be run.
 *
 * @throws UserError when the database refuses it
 */
export async function queryRows(
  { sql, where }: Omit<QueryMetric, 'kind' | 'role'>,
  { database, dataset, options }: Source,
): Promise<number> {
  const named = dataset.columns.map(column => `${column.identifier} AS ${identifier(column.name)}`)
  const chosen = where === undefined ? '' : ` WHERE ${condition(where, dataset)}`
  const batch = identifier('\u0001batch')
  const text = sql
    .trim()
    .replace(/;$/, '')
    .replaceAll('{batch}', () => batch)
  try {
    const [[count] = []] = await database.rows(
      `WITH ${batch} AS (SELECT ${named.join(', ')} FROM ${dataset.table}${chosen})
SELECT count(*) FROM (
${text}
)`,
      options,
    )
    return Number(count)
  } catch (cause) {
    throw new UserError(`The query could not be run: ${messageOf(cause)}`, { cause })
  }
}
