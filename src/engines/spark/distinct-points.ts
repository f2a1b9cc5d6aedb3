import { countsSql, exactNumber, type Numbers, type Pool, stackedSql } from './numbers.ts'
import type { Point } from './points.ts'

/** A point for each distinct value of all numbers, in one query. */
export async function distinctPoints(
  numbers: readonly Numbers[],
  { tables, rows }: Pool,
): Promise<readonly (readonly Point[])[]> {
  const points: Point[][] = numbers.map(() => [])
  const sums = numbers.map(() => tables.map(() => 0))
  const found = await rows(
    `SELECT c, x, ${countsSql(tables).join(', ')} FROM (${stackedSql(numbers, tables)}) GROUP BY c, x ORDER BY c, x`,
  )
  for (const [c, x, ...counts] of found) {
    const own = sums[Number(c)]
    if (own === undefined) continue
    for (const [side, count] of counts.entries()) own[side] = (own[side] ?? 0) + Number(count)
    points[Number(c)]?.push({ value: exactNumber(x), upTo: [...own], isSingle: true })
  }
  return points
}
