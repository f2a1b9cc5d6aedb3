import type { Bucket, Bucketing } from './buckets.ts'
import { insidePoints } from './inside-points.ts'
import type { Pool } from './numbers.ts'
import { type Placed, type Point, totalsOf, upToEnd, type Wanted } from './points.ts'

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

function endOf(bucket: Placed): Point {
  return { value: bucket.max, upTo: upToEnd(bucket), isSingle: bucket.min === bucket.max }
}

/** The buckets of more than one value inside which something has to be looked for. */
function openBuckets(buckets: readonly Placed[], wanted: Wanted | undefined): readonly Placed[] {
  const totals = totalsOf(buckets)
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
