import type { Bucket, Bucketing } from './buckets.ts'
import { countsSql, exactNumber, type Pool } from './numbers.ts'

/** A value, and how many values of each dataset are at most that. */
export interface Point {
  readonly value: number | bigint
  readonly upTo: readonly number[]
  /** Whether there is no other value above the point before. */
  readonly isSingle: boolean
}

/** What is to be known exactly of some numbers. */
export interface Wanted {
  /** For each dataset, the 0-based places of values in its order. */
  readonly ranks: readonly (readonly number[])[]
  /** Values that are at least so frequent. */
  readonly frequent: number
}

/** A bucket, and how many values of each dataset lie before it. */
interface Placed extends Bucket {
  readonly before: readonly number[]
}

/** The largest error of a difference of two shares. */
const rounding = 1e-12

/**
 * The distribution functions of all numbers, exact at points: the ends of buckets, whatever is wanted, and where the
 * functions of two datasets differ most, one way and the other. In one query, over the rows of those buckets only that
 * may hold such points.
 */
export async function pointsOf(
  { sql, buckets }: Bucketing,
  wanted: readonly Wanted[],
  pool: Pool,
): Promise<readonly (readonly Point[])[]> {
  const placed = buckets.map(withBefore)
  const open = placed.map((own, place) => openBuckets(own, wanted[place]))
  const found = await insidePoints(sql, { open, placed, wanted, pool })
  return placed.map((own, place) => merged([...own.map(endOf), ...(found[place] ?? [])]))
}

function withBefore(buckets: readonly Bucket[]): readonly Placed[] {
  const sums = buckets[0]?.counts.map(() => 0) ?? []
  return buckets.map(bucket => {
    const before = [...sums]
    for (const [side, count] of bucket.counts.entries()) sums[side] = (sums[side] ?? 0) + count
    return { ...bucket, before }
  })
}

function upToEnd({ before, counts }: Placed): readonly number[] {
  return before.map((count, side) => count + (counts[side] ?? 0))
}

function endOf(bucket: Placed): Point {
  return { value: bucket.max, upTo: upToEnd(bucket), isSingle: bucket.min === bucket.max }
}

/** The buckets of more than one value inside which something has to be looked for. */
function openBuckets(buckets: readonly Placed[], wanted: Wanted | undefined): readonly Placed[] {
  const totals = buckets.at(-1) === undefined ? [] : upToEnd(buckets.at(-1) as Placed)
  const gaps = extremeGaps(buckets, totals)
  return buckets.filter(bucket => {
    if (bucket.min === bucket.max || wanted === undefined) return false
    const isFrequent = sum(bucket.counts) >= wanted.frequent
    return isFrequent || holdsRank(bucket, wanted) || mayHoldGap(bucket, totals, gaps)
  })
}

function holdsRank({ before, counts }: Placed, { ranks }: Wanted): boolean {
  return ranks.some((own, side) => {
    const from = before[side] ?? 0
    return own.some(rank => rank >= from && rank < from + (counts[side] ?? 0))
  })
}

/** How far the functions of two datasets are apart at most, either way, as far as ends of buckets tell. */
interface Gaps {
  readonly most: number
  readonly least: number
}

function extremeGaps(buckets: readonly Placed[], totals: readonly number[]): Gaps {
  let [most, least] = [0, 0]
  for (const bucket of buckets) {
    const gap = gapAt(upToEnd(bucket), totals)
    if (gap > most) most = gap
    if (gap < least) least = gap
  }
  return { most, least }
}

function gapAt([first = 0, second]: readonly number[], [firstTotal = 1, secondTotal = 1]: readonly number[]) {
  return second === undefined ? 0 : first / firstTotal - second / secondTotal
}

/** All of one dataset's values could come first. Where there are none of the other, the ends are the extremes. */
function mayHoldGap({ before, counts }: Placed, totals: readonly number[], { most, least }: Gaps): boolean {
  const [first = 0, second = 0] = counts
  if (first === 0 || second === 0) return false
  const gap = gapAt(before, totals)
  return (
    gap + first / (totals[0] ?? 1) >= most - rounding || gap - second / (totals[1] ?? 1) <= least + rounding
  )
}

interface Inside {
  readonly open: readonly (readonly Placed[])[]
  readonly placed: readonly (readonly Placed[])[]
  readonly wanted: readonly Wanted[]
  readonly pool: Pool
}

/** The points inside of open buckets; a window is as large as one bucket. */
async function insidePoints(sql: string, { open, placed, wanted, pool }: Inside): Promise<Point[][]> {
  const points: Point[][] = open.map(() => [])
  const rows = open.flatMap((own, c) => own.map(({ index, before }) => [c, index, ...before]))
  if (rows.length === 0) return points
  const sides = pool.tables.map((_, side) => side)
  const view = await pool.view([0, 1, ...sides.map(side => side + 2)].map(k => rows.map(row => row[k] ?? 0)))
  const each = (of: (side: number) => string) => sides.map(of).join(', ')
  const query = `WITH counted AS (
  SELECT d.c, d.b, x, ${each(side => `open.c${side + 2} AS before${side}`)}, ${countsSql(pool.tables).join(', ')}
  FROM (${sql}) AS d JOIN ${view} AS open ON d.c = open.c0 AND d.b = open.c1
  GROUP BY d.c, d.b, x, ${each(side => `open.c${side + 2}`)}
), placed AS (
  SELECT c, x, lag(x) OVER own AS previous, ${each(side => `n${side}, before${side} + sum(n${side}) OVER own AS u${side}`)}
  FROM counted WINDOW own AS (PARTITION BY c, b ORDER BY x)
), marked AS (
  SELECT placed.c, named_struct('x', x, 'previous', previous, ${each(side => `'u${side}', u${side}, 'n${side}', n${side}`)}) AS point,
    ${gapSql(sides)} AS gap, x, ${isWantedSql(sides)} AS is_wanted
  FROM placed JOIN (VALUES ${wantedSql(open, placed, wanted)}) AS wanted(c, frequent, ${each(side => `total${side}, ranks${side}`)}) ON placed.c = wanted.c
)
SELECT c, inline(points) FROM (
  SELECT c, concat(collect_list(CASE WHEN is_wanted THEN point END), array(min_by(point, struct(gap, x)), min_by(point, struct(-gap, x)))) AS points
  FROM marked GROUP BY c
)`
  for (const [c, x, previous, ...counts] of await pool.rows(query)) {
    const upTo = sides.map(side => Number(counts[2 * side]))
    const own = sides.map(side => Number(counts[2 * side + 1]))
    const before = upTo.map((count, side) => count - (own[side] ?? 0))
    if (previous !== null)
      points[Number(c)]?.push({ value: exactNumber(previous), upTo: before, isSingle: false })
    points[Number(c)]?.push({ value: exactNumber(x), upTo, isSingle: true })
  }
  return points
}

/** The difference of the shares, times both totals. */
function gapSql(sides: readonly number[]): string {
  if (sides.length < 2) return 'CAST(0 AS DECIMAL(38, 0))'
  const whole = (name: string) => `CAST(${name} AS DECIMAL(19, 0))`
  return `${whole('u0')} * ${whole('total1')} - ${whole('u1')} * ${whole('total0')}`
}

function isWantedSql(sides: readonly number[]): string {
  const isRank = sides.map(side => `exists(ranks${side}, k -> k < u${side} AND k >= u${side} - n${side})`)
  return [`${sides.map(side => `n${side}`).join(' + ')} >= frequent`, ...isRank].join(' OR ')
}

function wantedSql(
  open: readonly (readonly Placed[])[],
  placed: readonly (readonly Placed[])[],
  wanted: readonly Wanted[],
): string {
  return open
    .flatMap((own, c) => {
      const last = placed[c]?.at(-1)
      if (own.length === 0 || last === undefined) return []
      const sides = upToEnd(last).map((total, side) => {
        const ranks = (wanted[c]?.ranks[side] ?? []).map(rank => `${rank}L`)
        return `${total}L, CAST(array(${ranks.join(', ')}) AS ARRAY<BIGINT>)`
      })
      return [`(${c}, ${Math.ceil(wanted[c]?.frequent ?? 1)}L, ${sides.join(', ')})`]
    })
    .join(', ')
}

/** Ascending, each value once. */
function merged(points: readonly Point[]): readonly Point[] {
  const byValue = new Map<number | bigint, Point>()
  for (const point of points) {
    const known = byValue.get(point.value)
    byValue.set(point.value, { ...point, isSingle: point.isSingle || (known?.isSingle ?? false) })
  }
  return [...byValue.values()].sort((a, b) => (a.value < b.value ? -1 : 1))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
