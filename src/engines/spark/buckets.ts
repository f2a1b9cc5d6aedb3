import { doubleText } from './literals.ts'
import type { NumberFacts } from './number-facts.ts'
import { countsSql, exactNumber, type Numbers, type Pool, stackedSql } from './numbers.ts'

/** How numbers are dealt into buckets that keep their order: evenly near the quartiles, by size far away. */
interface Scale {
  /** Half of the middle between the quartiles, and half of their distance; halves do not overflow. */
  readonly centre: number
  readonly spread: number
  /** Where the buckets begin, and how many there are for each unit. */
  readonly low: number
  readonly perUnit: number
  readonly last: number
}

/** The values of a bucket: neighbours of each other. */
export interface Bucket {
  readonly index: number
  /** How many values each dataset has in it. */
  readonly counts: readonly number[]
  readonly min: number | bigint
  readonly max: number | bigint
}

/** What the buckets of all numbers are made of. */
export interface Bucketing {
  /** SQL of rows `side`, `c`, `x`, and the bucket `b`. */
  readonly sql: string
  /** For all numbers, the buckets that have values, ascending. */
  readonly buckets: readonly (readonly Bucket[])[]
}

/** Of all numbers together: what a query returns stays small. */
const mostBuckets = 2 ** 17
const [fewest, most] = [4096, 2 ** 15]

/** Counts numbers in buckets, in one query. */
export async function bucketed(
  numbers: readonly Numbers[],
  facts: readonly (readonly NumberFacts[])[],
  { tables, rows }: Pool,
): Promise<Bucketing> {
  const sql = bucketSql(numbers, facts, tables)
  const found = await rows(
    `SELECT c, b, min(x), max(x), ${countsSql(tables).join(', ')} FROM (${sql}) GROUP BY c, b ORDER BY c, b`,
  )
  const buckets: Bucket[][] = numbers.map(() => [])
  for (const [c, index, min, max, ...counts] of found)
    buckets[Number(c)]?.push({
      index: Number(index),
      min: exactNumber(min),
      max: exactNumber(max),
      counts: counts.map(Number),
    })
  for (const own of buckets) assertOrdered(own)
  return { sql, buckets }
}

function bucketSql(
  numbers: readonly Numbers[],
  facts: readonly (readonly NumberFacts[])[],
  tables: readonly string[],
): string {
  const scales = facts.map((own, place) => {
    const { centre, spread, low, perUnit, last } = scaleOf(own, numbers.length)
    return `(${[place, ...[centre, spread, low, perUnit, last].map(doubleText)].join(', ')})`
  })
  const u = '(CAST(x AS DOUBLE) * 0.5D - centre) / spread'
  const t = `signum(${u}) * log1p(abs(${u}))`
  const bucket = `CAST(floor(least(greatest((${t} - low) * per_unit, 0D), last)) AS INT)`
  return `SELECT side, stacked.c, x, ${bucket} AS b FROM (${stackedSql(numbers, tables)}) AS stacked
JOIN (VALUES ${scales.join(', ')}) AS scales(c, centre, spread, low, per_unit, last) ON stacked.c = scales.c`
}

function scaleOf(sides: readonly NumberFacts[], series: number): Scale {
  const from = Math.min(...sides.map(({ min }) => min)) / 2
  const to = Math.max(...sides.map(({ max }) => max)) / 2
  const first = Math.min(...sides.map(({ quartiles }) => quartiles[0])) / 2
  const third = Math.max(...sides.map(({ quartiles }) => quartiles[1])) / 2
  const centre = first + (third - first) / 2
  const spread = Math.max(third - first, (to - from) * 1e-12, Number.MIN_VALUE)
  const place = (half: number) => {
    const u = (half - centre) / spread
    return Math.sign(u) * Math.log1p(Math.abs(u))
  }
  const count = bucketCount(sides, series)
  const perUnit = count / (place(to) - place(from))
  return {
    centre,
    spread,
    low: place(from),
    perUnit: Number.isFinite(perUnit) ? perUnit : 0,
    last: count - 1,
  }
}

/** So many that a bucket holds far less than the distance that chance puts between two distribution functions. */
function bucketCount(sides: readonly NumberFacts[], series: number): number {
  const n = Math.min(...sides.map(({ n }) => n))
  const wanted = Math.min(most, Math.max(fewest, 32 * Math.sqrt(n)))
  return Math.max(2, Math.floor(Math.min(wanted, mostBuckets / series)))
}

/** Rounding never turns two values around, so neither do the buckets. */
function assertOrdered(buckets: readonly Bucket[]): void {
  for (const [place, { min }] of buckets.entries())
    if (place > 0 && min <= (buckets[place - 1]?.max ?? min))
      throw new Error('Spark has put numbers into buckets out of their order.')
}
