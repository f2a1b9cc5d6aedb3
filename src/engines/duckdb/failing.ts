import type { FailingRequest, FailingRows, RowSelection } from '../../core/engine.ts'
import { UserError } from '../../core/errors.ts'
import type { Value } from '../../core/value.ts'
import { compile } from './compile.ts'
import type { Cell } from './database.ts'
import { type Dataset, type StoredColumn, storedColumn } from './dataset.ts'
import { hasAnyValue } from './groups.ts'
import type { Source } from './source.ts'
import { decodable } from './sql.ts'

/** Long texts are cut for display; what is counted is the whole text. */
const longestText = 4000

/** The offending rows of a dataset: how many, the most frequent combinations of values, and where they stand. */
export async function failing(request: FailingRequest, source: Source): Promise<FailingRows> {
  const { database, dataset, options } = source
  const columns = request.columns.map(name => storedColumn(dataset, name))
  const rows = await database.rows(failingSql(request, columns, dataset), options)
  const [[count, distinct, firstRows] = []] = rows
  const groups = rows
    .filter(([, , , groupCount]) => groupCount !== null)
    .map(([, , , groupCount, groupRows, ...values]) => ({
      count: Number(groupCount),
      rows: numbers(groupRows),
      values,
    }))
  const located = await locator([numbers(firstRows), ...groups.map(group => group.rows)], dataset)
  return {
    count: Number(count),
    distinct: Number(distinct),
    values: groups.map(group => ({
      values: group.values as Value[],
      count: group.count,
      ...located(group.rows),
    })),
    ...located(numbers(firstRows)),
    positionKind: dataset.positions.kind,
  }
}

function failingSql(request: FailingRequest, columns: readonly StoredColumn[], dataset: Dataset): string {
  const { valueLimit, lineLimit } = request
  const keys = columns.map((_, index) => `k${index}`)
  const positions = lineLimit > 0 ? `min(r, ${lineLimit})` : 'CAST([] AS BIGINT[])'
  const selected = [
    `${dataset.rowNumber} AS r`,
    ...columns.map(({ identifier }, index) => `t.${identifier} AS k${index}`),
  ]
  return `WITH bad AS (SELECT ${selected.join(', ')} FROM ${selectionSql(request.selection, dataset)}),
groups AS (SELECT ${[...keys, `count(*) AS n, min(r) AS f, ${positions} AS p`].join(', ')} FROM bad${keys.length > 0 ? ` GROUP BY ${keys.join(', ')}` : ' HAVING count(*) > 0'})
SELECT (SELECT count(*) FROM bad), (SELECT count(*) FROM groups), (SELECT ${positions} FROM bad), n, p${columns.map((column, index) => `, ${shown(column, `k${index}`)}`).join('')}
FROM (SELECT 1) LEFT JOIN (SELECT * FROM groups ORDER BY n DESC, f LIMIT ${valueLimit}) ON true ORDER BY n DESC, f`
}

function selectionSql(selection: RowSelection, dataset: Dataset): string {
  if ('where' in selection) {
    const { text, type } = compile(selection.where, dataset)
    if (type !== 'boolean')
      throw new UserError('The rows to show are chosen by a condition that is true or false.')
    return `${dataset.table} AS t WHERE ${text}`
  }
  const columns = selection.duplicatesOf.map(name => storedColumn(dataset, name))
  const keys = columns.map(({ identifier }) => identifier).join(', ')
  const matches = columns.map(({ identifier }) => `t.${identifier} IS NOT DISTINCT FROM d.${identifier}`)
  return `${dataset.table} AS t SEMI JOIN (SELECT ${keys} FROM ${dataset.table} WHERE ${hasAnyValue(columns)} GROUP BY ALL HAVING count(*) > 1) AS d ON ${matches.join(' AND ')}`
}

function shown({ type }: StoredColumn, key: string): string {
  const value = decodable({ text: key, type })
  return value.endsWith('AS VARCHAR)') ? `left(${value}, ${longestText})` : value
}

/** Rows → positions, and files where there are several; all looked up in one go. */
async function locator(lists: readonly (readonly number[])[], dataset: Dataset) {
  const rows = [...new Set(lists.flat())].sort((a, b) => a - b)
  const positions = await dataset.positions.of(rows)
  const byRow = new Map(rows.map((row, index) => [row, positions[index] ?? 0]))
  const { fileOf } = dataset.positions
  return (of: readonly number[]) => ({
    positions: of.map(row => byRow.get(row) ?? 0),
    ...(fileOf ? { files: of.map(fileOf) } : {}),
  })
}

function numbers(cell: Cell | undefined): readonly number[] {
  return Array.isArray(cell) ? cell.map(Number) : []
}
