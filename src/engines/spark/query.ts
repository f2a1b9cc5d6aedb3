import { messageOf, UserError } from '../../core/errors.ts'
import type { QueryMetric, QueryResult } from '../../core/metric.ts'
import { compile } from './compile.ts'
import { noAnswer } from './failure.ts'
import type { Source } from './groups.ts'
import { condition, identifier } from './sql.ts'

/**
 * What a query in Spark's SQL returns. It stands in a subquery of a SELECT, where Spark accepts nothing that changes
 * data.
 *
 * @throws UserError when Spark refuses it
 */
export async function queryResult(
  { sql, limit, where }: Omit<QueryMetric, 'kind' | 'role'>,
  { dataset, rows, schema }: Source,
): Promise<QueryResult> {
  const named = dataset.columns.map(column => `${column.identifier} AS ${identifier(column.name)}`)
  const chosen = where === undefined ? '' : ` WHERE ${condition(compile(where, dataset))}`
  const batch = identifier('\u0001batch')
  const text = sql
    .trim()
    .replace(/;$/, '')
    .replaceAll('{batch}', () => batch)
  const result = (selected: string, names = '', end = '') =>
    `SELECT ${selected} FROM (WITH ${batch} AS (SELECT ${named.join(', ')} FROM ${dataset.table}${chosen})
SELECT * FROM (
${text}
)) AS result${names}${end}`
  try {
    const [[count] = []] = await rows(result('count(*)'))
    if (limit === 0) return { count: Number(count), rows: [] }
    // Two columns of a result may have the same name.
    const columns = (await schema(result('*'))).map((_, index) => `c${index}`)
    const cells = columns.map(column => `CAST(${column} AS STRING)`)
    const listed = await rows(result(cells.join(', '), ` (${columns.join(', ')})`, ` LIMIT ${limit}`))
    return { count: Number(count), rows: listed as QueryResult['rows'] }
  } catch (cause) {
    const message = messageOf(cause)
    if (!message.startsWith(noAnswer)) throw cause
    throw new UserError(`The query could not be run: ${message.slice(noAnswer.length)}`, { cause })
  }
}
