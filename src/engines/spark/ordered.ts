import { identifier } from './sql.ts'

/** Columns of `orderedSql`, under names that no column of a dataset has. */
export const ordered = {
  value: identifier('\u0001value'),
  /** How many rows have the value. */
  count: identifier('\u0001count'),
  /** How many rows have a lower one. */
  before: identifier('\u0001before'),
  /** How many rows have any. */
  total: identifier('\u0001total'),
} as const

/** Between as many drawn values a cluster sorts in as many places. */
const drawn = 127

/**
 * SQL of the distinct values of an expression with their places in ascending order. No task sees all of them: they are
 * cut at a few values into ranges, each range is put in order by itself, and the counts of the ranges below are added.
 * The cuts are drawn by hash, so that they are the same wherever the query asks for them.
 *
 * @param values SQL over the rows of the table; null is left out
 */
export function orderedSql(values: string, table: string): string {
  const { value, count, before, total } = ordered
  const groups = `(SELECT ${value}, count(*) AS ${count} FROM (SELECT ${values} AS ${value} FROM ${table}) WHERE ${value} IS NOT NULL GROUP BY ${value})`
  const ranged = `(SELECT ${value}, ${count}, ${rangeOf(value)} AS range FROM ${groups} CROSS JOIN ${cutsSql(values, table)})`
  const ranges = `(SELECT range, sum(${count}) AS rows FROM ${ranged} GROUP BY range)`
  return `(SELECT ${value}, ${count}, ${total}, below + sum(${count}) OVER (PARTITION BY v.range ORDER BY ${value} ROWS UNBOUNDED PRECEDING) - ${count} AS ${before}
FROM ${ranged} AS v JOIN (SELECT a.range, sum(CASE WHEN b.range < a.range THEN b.rows ELSE 0 END) AS below, sum(b.rows) AS ${total} FROM ${ranges} AS a CROSS JOIN ${ranges} AS b GROUP BY a.range) AS r ON v.range = r.range)`
}

const [cuts, cut] = [identifier('\u0001cuts'), identifier('\u0001cut')]

/** SQL of the number of the range that a value belongs to; ranges ascend with values. Null is in the first one. */
export function rangeOf(value: string): string {
  return `size(filter(${cuts}, ${cut} -> ${cut} <= ${value}))`
}

/** SQL of one row with the values at which the ranges begin. */
export function cutsSql(values: string, table: string): string {
  return `(SELECT collect_list(value) AS ${cuts} FROM (SELECT value FROM (SELECT DISTINCT ${values} AS value FROM ${table}) WHERE value IS NOT NULL ORDER BY xxhash64(value), value LIMIT ${drawn}))`
}
