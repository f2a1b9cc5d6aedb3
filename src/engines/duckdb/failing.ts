import type { FailingRequest, FailingRows, RowSelection } from '../../core/engine.ts'
import type { Value } from '../../core/value.ts'
import { compile } from './compile.ts'
import type { Cell } from './database.ts'
import { type Dataset, type StoredColumn, storedColumn } from './dataset.ts'
import { derive } from './derived.ts'
import { duplicateGroups } from './groups.ts'
import { counterpartsSql } from './overlap.ts'
import type { Source } from './source.ts'
import { condition, decodable } from './sql.ts'

/** Long texts are cut for display; what is counted is the whole text. */
const longestText = 4000

/** Among more rows than these, no block is looked for: their rows would have to be sorted. */
const mostSorted = 1_000_000

/** The offending rows of a dataset: how many, the most frequent combinations of values, and where they stand. */
export async function failing(
  request: FailingRequest,
  source: Source,
  reference?: Source,
): Promise<FailingRows> {
  const { database, options } = source
  const { dataset, selection } = derivedSelection(request.selection, source.dataset)
  const columns = request.columns.map(name => storedColumn(dataset, name))
  const rows = await database.rows(
    failingSql({ ...request, selection }, columns, { dataset, reference }),
    options,
  )
  const [[count, distinct, firstRows, blockRows] = []] = rows
  const groups = rows
    .filter(([, , , , groupCount]) => groupCount !== null)
    .map(([, , , , groupCount, groupRows, ...values]) => ({
      count: Number(groupCount),
      rows: numbers(groupRows),
      values,
    }))
  const block = numbers(blockRows)
  const located = await locator([numbers(firstRows), block, ...groups.map(group => group.rows)], dataset)
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
    firstRows: numbers(firstRows),
    block: blockOf(block, located(block)),
  }
}

/** @param rows the numbers of the first and the last row; none where no block was looked for */
function blockOf([first, last]: readonly number[], { positions: [from, to], files }: Located) {
  if (first === undefined || last === undefined || from === undefined || to === undefined) return undefined
  if (files !== undefined && files[0] !== files[1]) return undefined
  return { rows: last - first + 1, from, to, ...(files?.[0] === undefined ? {} : { file: files[0] }) }
}

/** A dataset, and the one that counterparts are looked for in. */
export interface SelectionData {
  readonly dataset: Dataset
  readonly reference?: Source
}

function failingSql(
  request: FailingRequest,
  columns: readonly StoredColumn[],
  { dataset, reference }: SelectionData,
): string {
  const { valueLimit, lineLimit } = request
  const keys = columns.map((_, index) => `k${index}`)
  const positions = lineLimit > 0 ? `min(r, ${lineLimit})` : 'CAST([] AS BIGINT[])'
  const selected = [
    `${dataset.rowNumber} AS r`,
    ...columns.map(({ identifier }, index) => `t.${identifier} AS k${index}`),
  ]
  return `WITH bad AS (SELECT ${selected.join(', ')} FROM ${selectionSql(request.selection, { dataset, reference })}),
groups AS (SELECT ${[...keys, `count(*) AS n, min(r) AS f, ${positions} AS p`].join(', ')} FROM bad${keys.length > 0 ? ` GROUP BY ${keys.join(', ')}` : ' HAVING count(*) > 0'})
SELECT (SELECT count(*) FROM bad), (SELECT count(*) FROM groups), (SELECT ${positions} FROM bad LIMIT 1), (${lineLimit > 0 ? blockSql : 'NULL'}), n, p${columns.map((column, index) => `, ${shown(column, `k${index}`)}`).join('')}
FROM (SELECT 1) LEFT JOIN (SELECT * FROM groups ORDER BY n DESC, f LIMIT ${valueLimit}) ON true ORDER BY n DESC, f`
}

/** The ends of the longest run of row numbers without a gap, the first of several. */
const blockSql = `SELECT [min(r), max(r)] FROM
  (SELECT r, r - row_number() OVER (ORDER BY r) AS stretch FROM bad WHERE (SELECT count(*) FROM bad) <= ${mostSorted})
  GROUP BY stretch ORDER BY count(*) DESC, stretch LIMIT 1`

/** The selection by what each row holds itself, and the dataset whose rows hold it. */
export function derivedSelection(selection: RowSelection, of: Dataset) {
  if ('overlap' in selection) return { dataset: of, selection }
  const { dataset, exprs } = derive([selection.where] as const, of)
  return { dataset, selection: { ...selection, where: exprs[0] } as RowSelection }
}

/** The rows of a selection, as what follows FROM; the dataset is `t`. */
export function selectionSql(selection: RowSelection, { dataset, reference }: SelectionData): string {
  if ('overlap' in selection) {
    if (reference) return counterpartsSql(selection, dataset, reference.dataset)
    throw new RangeError('Without a reference, no row has a counterpart in one.')
  }
  if (!('duplicatesOf' in selection))
    return `${dataset.table} AS t WHERE ${condition(compile(selection.where, dataset))}`
  const { duplicatesOf, ...request } = selection
  const { columns, chosen, sql } = duplicateGroups({ columns: duplicatesOf, ...request }, dataset)
  const matches = columns.map(({ identifier }, index) => `t.${identifier} IS NOT DISTINCT FROM d.k${index}`)
  return `${dataset.table} AS t SEMI JOIN (SELECT * FROM (${sql}) WHERE repeated) AS d ON ${matches.join(' AND ') || 'true'} WHERE ${chosen}`
}

export function shown({ type }: StoredColumn, key: string): string {
  const value = decodable({ text: key, type })
  return value.endsWith('AS VARCHAR)') ? `left(${value}, ${longestText})` : value
}

interface Located {
  readonly positions: readonly number[]
  readonly files?: readonly string[]
}

/** Rows → positions, and files where there are several; all looked up in one go. */
async function locator(lists: readonly (readonly number[])[], dataset: Dataset) {
  const rows = [...new Set(lists.flat())].sort((a, b) => a - b)
  const positions = await dataset.positions.of(rows)
  const byRow = new Map(rows.map((row, index) => [row, positions[index] ?? 0]))
  const { fileOf } = dataset.positions
  return (of: readonly number[]): Located => ({
    positions: of.map(row => byRow.get(row) ?? 0),
    ...(fileOf ? { files: of.map(fileOf) } : {}),
  })
}

function numbers(cell: Cell | undefined): readonly number[] {
  return Array.isArray(cell) ? cell.map(Number) : []
}
