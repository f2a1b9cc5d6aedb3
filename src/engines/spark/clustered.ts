import type { Clustered, ClusteredMetric, ClusteredSide } from '../../core/metric.ts'
import { sideOf } from '../../core/occurrences.ts'
import { pool, renumbered } from '../../core/pooled.ts'
import type { Value } from '../../core/value.ts'
import type { Cell } from './arrow.ts'
import { comparedValues, groupedRows } from './compared.ts'
import { storedColumn } from './dataset.ts'
import type { Source } from './groups.ts'
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
 * @throws UserError when the expression gives two kinds of values, or there are too many
 */
export async function clustered(
  metric: ClusteredMetric,
  sample: Source,
  reference: Source,
): Promise<Clustered> {
  const compared = comparedValues(metric.of, sample, reference)
  const own = await occurrencesOf(compared.sample, metric, sample)
  const other = await occurrencesOf(compared.reference, metric, reference)
  const { values, ...places } = pool(own.values, other.values)
  return {
    values,
    sample: renumbered(own.side, places.sample),
    reference: renumbered(other.side, places.reference),
  }
}

async function occurrencesOf(of: Sql, metric: ClusteredMetric, source: Source): Promise<Occurrences> {
  const { identifier } = storedColumn(source.dataset, metric.cluster)
  const grouped = `SELECT ${of.text} AS v, ${identifier} AS c, count(*) AS n FROM ${source.dataset.table} GROUP BY 1, 2`
  const pairs = `(SELECT * FROM (${grouped}) WHERE v IS NOT NULL)`
  const value = decodable({ text: 'v', type: of.type })
  const rows = await groupedRows(
    `SELECT ${value} AS cell, CAST(c AS STRING) AS k, n FROM ${pairs} ORDER BY v`,
    metric.of,
    source,
  )
  const clusters = await source.rows(
    `SELECT CAST(c AS STRING) AS k FROM (SELECT DISTINCT c FROM ${pairs} WHERE c IS NOT NULL) ORDER BY c`,
  )
  const numbers = new Map(clusters.map(([cluster], place) => [cluster ?? null, place + 1]))
  return occurrencesIn(rows, numbers)
}

/** @param numbers of the clusters, from 1 */
function occurrencesIn(rows: readonly (readonly Cell[])[], numbers: ReadonlyMap<Cell, number>): Occurrences {
  const values: Value[] = []
  const value = rows.map(([cell]) => {
    const last = values.at(-1)
    const isSame =
      last instanceof Date && cell instanceof Date ? last.getTime() === cell.getTime() : last === cell
    if (values.length === 0 || !isSame) values.push(cell as Value)
    return values.length - 1
  })
  return {
    values,
    side: sideOf({
      cluster: Uint32Array.from(rows, ([, cluster]) => numbers.get(cluster ?? null) ?? 0),
      value: Uint32Array.from(value),
      count: Uint32Array.from(rows, ([, , count]) => Number(count)),
    }),
  }
}
