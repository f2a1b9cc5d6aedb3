import { identifier } from './sql.ts'

/** Columns of `orderedSql` and `rangesSql`, under names that no column of a dataset has. */
export const ordered = {
  value: identifier('\u0001value'),
  /** How many rows have the value. */
  count: identifier('\u0001count'),
  /** How many rows have a lower one. */
  before: identifier('\u0001before'),
  /** How many rows have any. */
  total: identifier('\u0001total'),
  /** The highest value below each range. */
  highest: identifier('\u0001highest'),
} as const

/** As many values cut all others into ranges. */
const drawn = 127

const [cuts, cut, below] = ['\u0001cuts', '\u0001cut', '\u0001below'].map(identifier)
const { value, count, before, total, highest } = ordered

/**
 * SQL of the distinct values of an expression with their places in ascending order. No task sees all of them: they are
 * cut at a few values into ranges, each range is put in order by itself, and the counts of the ranges below are added.
 *
 * @param values SQL over the rows of the table; null is left out
 */
export function orderedSql(values: string, table: string): string {
  const ranged = `SELECT ${value}, ${count}, ${total}, ${below}, ${rangeOf(value)} AS range FROM groups CROSS JOIN known`
  const own = `SELECT ${value}, ${count}, ${total}, range, ${below}[range] AS below FROM (${ranged})`
  const within = `sum(${count}) OVER (PARTITION BY range ORDER BY ${value} ROWS UNBOUNDED PRECEDING)`
  return `(WITH ${knownSql(values, table)} SELECT ${value}, ${count}, ${total}, below + ${within} - ${count} AS ${before} FROM (${own}))`
}

/** SQL of one row that tells `rangeOf` the ranges, and `highest` of the ranges below each, an array. */
export function rangesSql(values: string, table: string): string {
  return `(WITH ${knownSql(values, table)} SELECT ${cuts}, ${highest} FROM known)`
}

/** SQL of the number of the range that a value belongs to; ranges ascend with values. Null is in the first one. */
export function rangeOf(of: string): string {
  return `size(filter(${cuts}, ${cut} -> ${cut} <= ${of}))`
}

/**
 * The values that cut the others are drawn by hash, so that they are the same wherever the query asks for them. They are
 * drawn from the groups with their counts, which Spark then makes only once. What is known is taken by aggregates of one
 * row: plain expressions would be computed anew for each row that they are joined to.
 */
function knownSql(values: string, table: string): string {
  const lower = 'filter(ranges, r -> r.range < place)'
  const places = `sequence(0, ${drawn})`
  return `groups AS (SELECT ${value}, count(*) AS ${count} FROM (SELECT ${values} AS ${value} FROM ${table}) WHERE ${value} IS NOT NULL GROUP BY ${value}),
cuts AS (SELECT collect_list(${value}) AS ${cuts} FROM (SELECT ${value} FROM groups ORDER BY xxhash64(${value}, ${count}), ${value} LIMIT ${drawn})),
ranges AS (SELECT collect_list(struct(range, rows, top)) AS ranges FROM
  (SELECT range, sum(${count}) AS rows, max(${value}) AS top FROM (SELECT ${value}, ${count}, ${rangeOf(value)} AS range FROM groups CROSS JOIN cuts) GROUP BY range)),
known AS (SELECT any_value(${cuts}) AS ${cuts}, any_value(aggregate(ranges, 0L, (sum, r) -> sum + r.rows)) AS ${total},
  any_value(transform(${places}, place -> aggregate(${lower}, 0L, (sum, r) -> sum + r.rows))) AS ${below},
  any_value(transform(${places}, place -> array_max(transform(${lower}, r -> r.top)))) AS ${highest} FROM cuts CROSS JOIN ranges)`
}
