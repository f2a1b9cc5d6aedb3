import type { Clustered, ClusteredMetric, ClusteredSide } from '../../core/metric.ts'
import { type Pairs, sideOf } from '../../core/occurrences.ts'
import { pool, renumbered } from '../../core/pooled.ts'
import type { Value } from '../../core/value.ts'
import { comparedValues } from './compared.ts'
import type { Cell } from './database.ts'
import { storedColumn } from './dataset.ts'
import { explained } from './patterns.ts'
import { cells, fillColumns, integers } from './results.ts'
import type { Source } from './source.ts'
import { decodable, type Sql } from './sql.ts'

/** How often each value occurs in each cluster of one dataset. */
interface Occurrences {
  /** Distinct, ascending. */
  readonly values: readonly Value[]
  readonly side: ClusteredSide
}

/**
 * The values of an expression in two datasets, by cluster: entries by cluster, then by value.
 *
 * @throws UserError when the expression gives two kinds of values.
 */
export async function clustered(
  { of, cluster }: ClusteredMetric,
  sample: Source,
  reference: Source,
): Promise<Clustered> {
  const compared = comparedValues(of, sample, reference)
  try {
    const own = await occurrencesOf(compared.sample, cluster, sample)
    const other = await occurrencesOf(compared.reference, cluster, reference)
    const pooled = pool(own.values, other.values)
    return {
      values: pooled.values,
      sample: renumbered(own.side, pooled.sample),
      reference: renumbered(other.side, pooled.reference),
    }
  } catch (reason) {
    throw explained(reason, [of])
  }
}

async function occurrencesOf(of: Sql, cluster: string, source: Source): Promise<Occurrences> {
  const result = await source.database.query(occurrencesSql(of, cluster, source), source.options)
  const [numbers, places, counts] = [integers(result), integers(result), integers(result)]
  const listed = cells()
  fillColumns(result, [numbers, places, counts, listed])
  const pairs = { cluster: numbers.values, value: places.values, count: counts.values }
  return { values: valuesIn(listed.values, pairs), side: sideOf(pairs) }
}

/** The values at their places, from the rows that stand for no pair. */
function valuesIn(cells: readonly Cell[], { value, count }: Pairs): readonly Value[] {
  const values = new Array<Value>(count.reduce((listed, rows) => (rows === 0 ? listed + 1 : listed), 0))
  for (let row = 0; row < count.length; row++)
    if (count[row] === 0) values[value[row] ?? 0] = cells[row] as Value
  return values
}

/** The pairs with their numbers, and the values, which are numbered in their order. */
function occurrencesSql(of: Sql, cluster: string, { dataset }: Source): string {
  const { identifier } = storedColumn(dataset, cluster)
  const value = decodable({ text: 'v', type: of.type })
  return `WITH pairs AS MATERIALIZED (
  SELECT v, c, count(*) AS n FROM (SELECT ${of.text} AS v, ${identifier} AS c FROM ${dataset.table}) WHERE v IS NOT NULL GROUP BY v, c
),
clusters AS (SELECT c, row_number() OVER (ORDER BY c) AS k FROM (SELECT DISTINCT c FROM pairs WHERE c IS NOT NULL)),
numbered AS MATERIALIZED (SELECT v, row_number() OVER (ORDER BY v) - 1 AS i FROM (SELECT DISTINCT v FROM pairs))
SELECT CAST(coalesce(k, 0) AS UINTEGER), CAST(i AS UINTEGER), CAST(n AS UINTEGER), NULL
FROM pairs JOIN numbered USING (v) LEFT JOIN clusters USING (c)
UNION ALL SELECT CAST(0 AS UINTEGER), CAST(i AS UINTEGER), CAST(0 AS UINTEGER), ${value} FROM numbered`
}
