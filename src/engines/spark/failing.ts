import type { FailingRequest, FailingRows, RowSelection } from '../../core/engine.ts'
import type { Value } from '../../core/value.ts'
import { compile } from './compile.ts'
import { counterpartsSql } from './counterparts.ts'
import { type Dataset, type StoredColumn, storedColumn } from './dataset.ts'
import { derive } from './derived.ts'
import { duplicateGroups, type Source } from './groups.ts'
import { condition, decodable } from './sql.ts'

/** Long texts are cut for display; what is counted is the whole text. */
const longestText = 4000

/**
 * The offending rows of a dataset: how many, and the most frequent combinations of values, equally frequent ones in the
 * order of their values. Rows of a cluster have no numbers, so that none is said to stand anywhere.
 */
export async function failing(
  { selection, columns: names, valueLimit }: FailingRequest,
  { dataset, rows }: Source,
  reference?: Dataset,
): Promise<FailingRows> {
  const columns = names.map(name => storedColumn(dataset, name))
  const bad = selectionSql(selection, dataset, reference)
  const found = await rows(failingSql(bad, columns, valueLimit))
  const [[count, distinct] = []] = found
  return {
    count: Number(count ?? 0),
    distinct: Number(distinct ?? 0),
    values: found
      .filter(([, , groupCount]) => groupCount !== null)
      .map(([, , groupCount, ...values]) => ({
        values: values as Value[],
        count: Number(groupCount),
        positions: [],
      })),
    positions: [],
    positionKind: 'row',
    firstRows: [],
  }
}

/** One row for each listed combination, or a single one without, behind the number of rows and of combinations. */
function failingSql(bad: string, columns: readonly StoredColumn[], valueLimit: number): string {
  const keys = columns.map((_, index) => `k${index}`)
  const named = columns.map(({ identifier }, index) => `${identifier} AS k${index}`)
  const groups = `SELECT ${[...keys, 'count(*) AS n'].join(', ')} FROM (SELECT ${named.join(', ') || '1'} FROM ${bad}) ${keys.length > 0 ? `GROUP BY ${keys.join(', ')}` : 'HAVING count(*) > 0'}`
  const order = ['n DESC', ...keys.map(key => `${key} ASC NULLS LAST`)].join(', ')
  const cells = columns.map((column, index) => shown(column, `k${index}`))
  return `WITH groups AS (${groups}),
totals AS (SELECT coalesce(sum(n), 0) AS rows, count(*) AS distinct FROM groups),
listed AS (SELECT * FROM groups ORDER BY ${order} LIMIT ${valueLimit})
SELECT ${['rows', 'distinct', 'n', ...cells].join(', ')} FROM totals LEFT JOIN listed ON true ORDER BY ${order}`
}

/** The rows of a selection, as what follows FROM. */
function selectionSql(selection: RowSelection, own: Dataset, reference?: Dataset): string {
  if ('overlap' in selection) {
    if (reference !== undefined) return counterpartsSql(selection, own, reference)
    throw new RangeError('Without a reference, no row has a counterpart in one.')
  }
  const {
    dataset,
    exprs: [where],
  } = derive([selection.where] as const, own)
  if ('duplicatesOf' in selection) return repeatedRowsSql({ ...selection, where }, dataset)
  if (where === undefined) throw new RangeError('A selection of rows has a condition.')
  return `${dataset.table} WHERE ${condition(compile(where, dataset))}`
}

type Repeated = Extract<RowSelection, { readonly duplicatesOf: readonly string[] }>

function repeatedRowsSql(
  { duplicatesOf, differingIn, where }: Repeated & { readonly where: Repeated['where'] | undefined },
  dataset: Dataset,
): string {
  const request = { columns: duplicatesOf, ...(differingIn !== undefined && { differingIn }) }
  const { columns, chosen, sql } = duplicateGroups({ ...request, ...(where && { where }) }, dataset)
  const matches = columns.map(({ identifier }, index) => `t.${identifier} <=> d.k${index}`)
  return `${dataset.table} AS t LEFT SEMI JOIN (SELECT * FROM (${sql}) WHERE repeated) AS d ON ${matches.join(' AND ') || 'true'} WHERE ${chosen}`
}

function shown({ type }: StoredColumn, key: string): string {
  const value = decodable({ text: key, type })
  return value.endsWith('AS STRING)') ? `left(${value}, ${longestText})` : value
}
