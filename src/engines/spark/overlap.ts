import type { Overlap, OverlapRequest } from '../../core/metric.ts'
import { keyName, namedKeys, sharedKeys } from './counterparts.ts'
import type { Source } from './groups.ts'

/**
 * How many rows of two datasets have a counterpart in the other: rows of the same values are counted where they are,
 * and the counts of both joined.
 *
 * @throws UserError when there is no column to compare, or the types of two do not compare.
 */
export async function overlap(
  request: OverlapRequest,
  { dataset, rows }: Source,
  reference: Source,
): Promise<Overlap> {
  const { own, other, ownRows, otherRows } = sharedKeys(request, dataset, reference.dataset)
  const groups = (keys: readonly string[], table: string, chosen: string) => {
    const names = keys.map((_, index) => keyName(index)).join(', ')
    return `SELECT ${names}, count(*) AS n FROM (SELECT ${namedKeys(keys).join(', ')} FROM ${table} WHERE ${chosen}) GROUP BY ${names}`
  }
  const matches = own.map((_, index) => `s.${keyName(index)} <=> r.${keyName(index)}`).join(' AND ')
  const sum = (of: string) => `CAST(coalesce(sum(${of}), 0) AS BIGINT)`
  const [counts = []] = await rows(
    `SELECT ${sum('s.n')}, ${sum('CASE WHEN r.n IS NOT NULL THEN s.n END')}, ${sum('r.n')}, ${sum('CASE WHEN s.n IS NOT NULL THEN r.n END')}
FROM (${groups(own, dataset.table, ownRows)}) AS s FULL JOIN (${groups(other, reference.dataset.table, otherRows)}) AS r ON ${matches}`,
  )
  const [ownCount = 0, shared = 0, referenceRows = 0, referenceShared = 0] = counts.map(Number)
  return {
    sample: { rows: ownCount, shared },
    reference: { rows: referenceRows, shared: referenceShared },
  }
}
