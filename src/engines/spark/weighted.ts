import { assertNumeric } from '../../core/applicable.ts'
import { UserError } from '../../core/errors.ts'
import type { Weighted, WeightedMetric, WeightedSide } from '../../core/metric.ts'
import { pool, spread } from '../../core/pooled.ts'
import type { Value } from '../../core/value.ts'
import { comparedValues, groupedRows } from './compared.ts'
import { storedColumn } from './dataset.ts'
import type { Source } from './groups.ts'
import { decodable, type Sql } from './sql.ts'

/** The weights of the distinct values of one dataset, ascending. */
interface Weights {
  readonly values: readonly Value[]
  readonly side: WeightedSide
}

/**
 * The values of an expression in two datasets, with their weights.
 *
 * @throws UserError when the expression gives two kinds of values or too many, or the weights are not numbers or
 *   overflow
 */
export async function weighted(metric: WeightedMetric, sample: Source, reference: Source): Promise<Weighted> {
  const compared = comparedValues(metric.of, sample, reference)
  const own = await weightsOf(compared.sample, metric, sample)
  const other = await weightsOf(compared.reference, metric, reference)
  const { values, ...places } = pool(own.values, other.values)
  return {
    values,
    sample: spread(own.side, places.sample, values.length),
    reference: spread(other.side, places.reference, values.length),
  }
}

async function weightsOf(of: Sql, metric: WeightedMetric, source: Source): Promise<Weights> {
  const { label } = source.dataset.info
  const rows = await groupedRows(weightsSql(of, metric.weight, source), metric.of, source)
  const valued = rows.filter(([value]) => value !== null)
  const side = {
    weights: Float64Array.from(valued, ([, weight]) => Number(weight)),
    squares: sum(valued.map(([, , squares]) => Number(squares))),
    n: sum(valued.map(([, , , count]) => Number(count))),
    unusable: sum(rows.map(([, , , , unusable]) => Number(unusable))),
  }
  if (Number.isFinite(sum(side.weights)) && Number.isFinite(side.squares))
    return { values: valued.map(([value]) => value as Value), side }
  throw new UserError(`The weights in ${label} are too large to be added up.`, {
    hint: 'Divide all weights by the same number.',
  })
}

function weightsSql(of: Sql, weight: string, { dataset }: Source): string {
  const { identifier, type } = storedColumn(dataset, weight)
  assertNumeric(`The values of ${weight}`, { type, label: dataset.info.label }, 'they are no weights')
  const usable = `CASE WHEN w >= 0 AND w < CAST('Infinity' AS DOUBLE) THEN w END`
  const rows = `SELECT ${of.text} AS v, CAST(${identifier} AS DOUBLE) AS w FROM ${dataset.table}`
  const usableRows = `SELECT CASE WHEN w IS NOT NULL THEN v END AS v, w FROM (SELECT v, ${usable} AS w FROM (${rows}))`
  return `SELECT ${decodable({ text: 'v', type: of.type })} AS cell, coalesce(sum(w), 0D), coalesce(sum(w * w), 0D), count(*), count_if(w IS NULL)
FROM (${usableRows}) GROUP BY v ORDER BY v NULLS FIRST`
}

function sum(numbers: ArrayLike<number>): number {
  return Array.from(numbers).reduce((total, number) => total + number, 0)
}
