import type {
  Duplicates,
  DuplicatesRequest,
  Frequencies,
  FrequenciesRequest,
  Rows,
  RowsMetric,
} from '../../core/metric.ts'
import type { Value } from '../../core/value.ts'
import type { Cell } from './arrow.ts'
import type { NativeColumn } from './columns.ts'
import { compile } from './compile.ts'
import { type Dataset, type StoredColumn, storedColumn } from './dataset.ts'
import { condition, decodable } from './sql.ts'

/** A dataset and how to ask about it. */
export interface Source {
  readonly dataset: Dataset
  rows(sql: string): Promise<readonly (readonly Cell[])[]>
  /** The columns of a query; no row is read. */
  schema(sql: string): Promise<readonly NativeColumn[]>
}

/** The most frequent combinations of values of some columns, in two queries. */
export async function frequencies(
  { columns: names, limit, ceiling = Number.POSITIVE_INFINITY, where }: FrequenciesRequest,
  { dataset, rows }: Source,
): Promise<Frequencies> {
  const columns = names.map(name => storedColumn(dataset, name))
  const conditions = [hasAnyValue(columns), ...(where ? [condition(compile(where, dataset))] : [])]
  const groups = `(${groupsSql(columns, conditions, dataset)})`
  const [[distinct = 0, total = 0] = []] = await rows(`SELECT count(*), coalesce(sum(n), 0) FROM ${groups}`)
  const counted = { distinct: Number(distinct), total: Number(total) }
  if (counted.distinct > ceiling || limit === 0) return { ...counted, entries: [] }
  const keys = columns.map((_, index) => `k${index} ASC NULLS LAST`)
  const cells = columns.map(({ type }, index) => decodable({ text: `k${index}`, type }))
  const listed = await rows(
    `SELECT n, ${cells.join(', ')} FROM ${groups} ORDER BY ${['n DESC', ...keys].join(', ')} LIMIT ${limit}`,
  )
  return {
    ...counted,
    entries: listed.map(([count, ...values]) => ({ values: values as Value[], count: Number(count) })),
  }
}

/** How many rows share their values in some columns with another row. */
export async function duplicates(request: DuplicatesRequest, { dataset, rows }: Source): Promise<Duplicates> {
  const [[repeated, repeatedGroups, checked] = []] = await rows(
    `SELECT coalesce(sum(CASE WHEN repeated THEN n END), 0), count_if(repeated), coalesce(sum(n), 0) FROM (${duplicateGroups(request, dataset).sql})`,
  )
  return { rows: Number(repeated), groups: Number(repeatedGroups), checked: Number(checked) }
}

/** SQL of the groups `k0`, `k1` … of rows that share their values: how many, `n`, and whether they count as `repeated`. */
export function duplicateGroups({ columns: names, where, differingIn }: DuplicatesRequest, dataset: Dataset) {
  const columns =
    names.length > 0
      ? names.map(name => storedColumn(dataset, name))
      : dataset.columns.filter(({ name }) => name !== differingIn)
  const chosen = where ? condition(compile(where, dataset)) : hasAnyValue(columns)
  return { columns, chosen, sql: groupsSql(columns, [chosen], dataset, isRepeated(differingIn, dataset)) }
}

/** Some rows, the same ones each time: those whose values hash to the smallest numbers. */
export async function sampledRows(
  { columns: names, limit, seed, where }: Omit<RowsMetric, 'kind' | 'role'>,
  { dataset, rows }: Source,
): Promise<Rows> {
  const columns = names.map(name => storedColumn(dataset, name))
  const filter = where ? ` WHERE ${condition(compile(where, dataset))}` : ''
  const all = dataset.columns.map(({ identifier }) => identifier)
  const found = await rows(
    `SELECT ${columns.map(({ identifier, type }) => decodable({ text: identifier, type })).join(', ')} FROM ${dataset.table}${filter} ORDER BY xxhash64(${[`${seed}L`, ...all].join(', ')}) LIMIT ${limit}`,
  )
  return columns.map((_, index) => found.map(cells => (cells[index] ?? null) as Value))
}

function isRepeated(differingIn: string | undefined, dataset: Dataset): string {
  if (differingIn === undefined) return 'count(*) > 1'
  const { identifier } = storedColumn(dataset, differingIn)
  return `count(DISTINCT ${identifier}) + CAST(count(${identifier}) < count(*) AS INT) > 1`
}

function groupsSql(
  columns: readonly StoredColumn[],
  conditions: readonly string[],
  { table }: Dataset,
  repeated = 'count(*) > 1',
): string {
  const own = columns.map(({ identifier }) => identifier)
  const keys = own.map((identifier, index) => `${identifier} AS k${index}`)
  const selects = [...keys, 'count(*) AS n', `${repeated} AS repeated`]
  return `SELECT ${selects.join(', ')} FROM ${table} WHERE ${conditions.join(' AND ')} GROUP BY ${own.join(', ') || '()'}`
}

/** SQL, whether at least one of the columns is not null. */
function hasAnyValue(columns: readonly StoredColumn[]): string {
  return `(${columns.map(({ identifier }) => `${identifier} IS NOT NULL`).join(' OR ') || 'true'})`
}
