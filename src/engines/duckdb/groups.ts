import type { Duplicates, DuplicatesRequest, Frequencies, FrequenciesRequest } from '../../core/metric.ts'
import type { Value } from '../../core/value.ts'
import { compile } from './compile.ts'
import { type Dataset, type StoredColumn, storedColumn } from './dataset.ts'
import type { Source } from './source.ts'
import { condition, decodable } from './sql.ts'

/** The most frequent combinations of values of some columns. */
export async function frequencies(
  { columns: names, limit, ceiling = Number.POSITIVE_INFINITY, where }: FrequenciesRequest,
  source: Source,
): Promise<Frequencies> {
  const { database, dataset, options } = source
  const columns = names.map(name => storedColumn(dataset, name))
  const chosen = and(hasAnyValue(columns), where && condition(compile(where, dataset)))
  const atLeast = dataset.info.rows > peek ? await distinctInFirstRows(columns, chosen, source) : 0
  if (atLeast > ceiling) return { entries: [], distinct: atLeast, total: 0 }
  const keys = columns.map((_, index) => `k${index}`)
  const rows = await database.rows(
    `WITH groups AS (${groupsSql(columns, chosen, dataset)})
SELECT (SELECT count(*) FROM groups), (SELECT coalesce(sum(n), 0) FROM groups), n, ${listed(columns)}
FROM (SELECT 1) LEFT JOIN (SELECT * FROM groups ORDER BY n DESC, ${keys.join(', ')} LIMIT ${limit}) ON true
ORDER BY n DESC, ${keys.join(', ')}`,
    options,
  )
  return {
    entries: rows
      .filter(([, , count]) => count !== null)
      .map(([, , count, ...values]) => ({ values: values as Value[], count: Number(count) })),
    distinct: Number(rows[0]?.[0] ?? 0),
    total: Number(rows[0]?.[1] ?? 0),
  }
}

/** Rows looked at before all rows are grouped. */
const peek = 20_000

async function distinctInFirstRows(
  columns: readonly StoredColumn[],
  chosen: string,
  { database, dataset, options }: Source,
): Promise<number> {
  const firstRows = { ...dataset, table: `(SELECT * FROM ${dataset.table} LIMIT ${peek})` }
  const sql = `SELECT count(*) FROM (${groupsSql(columns, chosen, firstRows)})`
  const [[distinct] = []] = await database.rows(sql, { ...options, scan: false })
  return Number(distinct)
}

/** How many rows share their values in some columns with another row. */
export async function duplicates(request: DuplicatesRequest, source: Source): Promise<Duplicates> {
  const { database, dataset, options } = source
  const [[rows, groups, checked] = []] = await database.rows(
    `SELECT coalesce(sum(CASE WHEN repeated THEN n END), 0), count_if(repeated), coalesce(sum(n), 0)
FROM (${duplicateGroups(request, dataset).sql})`,
    options,
  )
  return { rows: Number(rows), groups: Number(groups), checked: Number(checked) }
}

/** SQL of the groups of rows that share their values: their number `n`, and whether they count as `repeated`. */
export function duplicateGroups({ columns: names, where, differingIn }: DuplicatesRequest, dataset: Dataset) {
  const columns = keyColumns(names, differingIn, dataset)
  const chosen = where ? condition(compile(where, dataset)) : hasAnyValue(columns)
  const differing = differingIn === undefined ? undefined : storedColumn(dataset, differingIn).identifier
  const repeated =
    differing === undefined
      ? 'count(*) > 1'
      : `count(DISTINCT ${differing}) + CAST(count(${differing}) < count(*) AS INTEGER) > 1`
  const keys = columns.map(({ identifier }, index) => `${identifier} AS k${index}`)
  const sql = `SELECT ${[...keys, 'count(*) AS n', `${repeated} AS repeated`].join(', ')} FROM ${dataset.table} WHERE ${chosen} GROUP BY ${keys.length > 0 ? columns.map(({ identifier }) => identifier).join(', ') : '()'}`
  return { columns, chosen, sql }
}

function keyColumns(
  names: readonly string[],
  differingIn: string | undefined,
  dataset: Dataset,
): readonly StoredColumn[] {
  if (names.length > 0) return names.map(name => storedColumn(dataset, name))
  return dataset.columns.filter(column => column.name !== differingIn)
}

function groupsSql(columns: readonly StoredColumn[], chosen: string, dataset: Dataset): string {
  const keys = columns.map(({ identifier }, index) => `${identifier} AS k${index}`)
  return `SELECT ${keys.join(', ')}, count(*) AS n FROM ${dataset.table} WHERE ${chosen} GROUP BY ALL`
}

function and(one: string, other: string | undefined): string {
  return other === undefined ? one : `${one} AND ${other}`
}

/** SQL, whether at least one of the columns is not null. */
function hasAnyValue(columns: readonly StoredColumn[]): string {
  return `(${columns.map(({ identifier }) => `${identifier} IS NOT NULL`).join(' OR ')})`
}

function listed(columns: readonly StoredColumn[]): string {
  return columns.map(({ type }, index) => decodable({ text: `k${index}`, type })).join(', ')
}
