import { type Numbers, type Pool, stackedSql } from './numbers.ts'

/** What is known of the numbers of one dataset. */
export interface NumberFacts {
  readonly n: number
  readonly min: number
  readonly max: number
  readonly mean: number | null
  /** About how many distinct values there are. */
  readonly distinct: number
  /** About the first quartile, and the third. */
  readonly quartiles: readonly [number, number]
}

const noNumbers: NumberFacts = {
  n: 0,
  min: Number.POSITIVE_INFINITY,
  max: Number.NEGATIVE_INFINITY,
  mean: null,
  distinct: 0,
  quartiles: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
}

/** For all numbers, what is known of each dataset; in one query. */
export async function numberFacts(
  numbers: readonly Numbers[],
  { tables, rows }: Pool,
): Promise<readonly (readonly NumberFacts[])[]> {
  const double = 'CAST(x AS DOUBLE)'
  const found = await rows(
    `SELECT c, side, count(*), min(${double}), max(${double}), avg(${double}), approx_count_distinct(x), percentile_approx(${double}, array(0.25D, 0.75D), 1000)
FROM (${stackedSql(numbers, tables)}) GROUP BY c, side`,
  )
  const facts = numbers.map(() => tables.map(() => noNumbers))
  for (const [c, side, n, min, max, mean, distinct, quartiles] of found) {
    const [first, third] = Array.isArray(quartiles) ? quartiles.map(Number) : []
    const own = facts[Number(c)]
    if (own === undefined || first === undefined || third === undefined) continue
    own[Number(side)] = {
      n: Number(n),
      min: Number(min),
      max: Number(max),
      mean: mean === null ? null : Number(mean),
      distinct: Number(distinct),
      quartiles: [first, third],
    }
  }
  return facts
}
