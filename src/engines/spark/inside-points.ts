import type { Cell } from './arrow.ts'
import { countsSql, exactNumber, type Pool } from './numbers.ts'
import { type Placed, type Point, totalsOf, type Wanted } from './points.ts'

/** What to look for, and where. */
interface Inside {
  readonly open: readonly (readonly Placed[])[]
  readonly placed: readonly (readonly Placed[])[]
  readonly wanted: readonly Wanted[]
  readonly pool: Pool
}

/** The points inside of open buckets, in one query. */
export async function insidePoints(sql: string, inside: Inside): Promise<Point[][]> {
  const { open, pool } = inside
  const points: Point[][] = open.map(() => [])
  const rows = open.flatMap((own, c) => own.map(({ index, before }) => [c, index, ...before]))
  if (rows.length === 0) return points
  const sides = pool.tables.map((_, side) => side)
  const width = 2 + sides.length
  const columns = Array.from({ length: width }, (_, column) => rows.map(row => row[column] ?? 0))
  const found = await pool.rows(insideSql(sql, await pool.view(columns), inside))
  for (const [c, x, previous, ...counts] of found)
    points[Number(c)]?.push(...pointsAt(x, previous, counts.map(Number)))
  return points
}

/** @param counts for each dataset, how many values are at most `x`, and how many are `x` */
function pointsAt(
  x: Cell | undefined,
  previous: Cell | undefined,
  counts: readonly number[],
): readonly Point[] {
  const upTo = counts.filter((_, place) => place % 2 === 0)
  const own = counts.filter((_, place) => place % 2 === 1)
  const before = upTo.map((count, side) => count - (own[side] ?? 0))
  const point = { value: exactNumber(x), upTo, isSingle: true }
  if (previous === null) return [point]
  return [{ value: exactNumber(previous), upTo: before, isSingle: false }, point]
}

/**
 * SQL of the points of each column: `c`, the value, the one before it in its bucket, and for each dataset how many
 * values are at most that and how many are that. A window is as large as one bucket.
 *
 * @param view the buckets to look into, with how many values lie before them
 */
function insideSql(sql: string, view: string, { open, placed, wanted, pool }: Inside): string {
  const sides = pool.tables.map((_, side) => side)
  const each = (of: (side: number) => string) => sides.map(of).join(', ')
  return `WITH counted AS (
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
  const rows = open.flatMap((own, c) => {
    if (own.length === 0) return []
    const sides = totalsOf(placed[c] ?? []).map((total, side) => {
      const ranks = (wanted[c]?.ranks[side] ?? []).map(rank => `${rank}L`)
      return `${total}L, CAST(array(${ranks.join(', ')}) AS ARRAY<BIGINT>)`
    })
    return [`(${c}, ${Math.ceil(wanted[c]?.frequent ?? 1)}L, ${sides.join(', ')})`]
  })
  return rows.join(', ')
}
