import { assertNumeric } from '../../core/applicable.ts'
import { UserError } from '../../core/errors.ts'
import type { Weighted, WeightedMetric, WeightedSide } from '../../core/metric.ts'
import { pool, spread } from '../../core/pooled.ts'
import type { Value } from '../../core/value.ts'
import { comparedValues } from './compared.ts'
import { type Dataset, storedColumn } from './dataset.ts'
import { explained } from './patterns.ts'
import { cells, doubles, fillColumns } from './results.ts'
import type { Source } from './source.ts'
import { decodable, type Sql } from './sql.ts'

/** The weights of the distinct values of one dataset, ascending. */
interface Weights {
  readonly values: readonly Value[]
  readonly side: WeightedSide
}

/**
 * The values of an expression in two datasets, with their weights.
 *
 * @throws UserError when the expression gives two kinds of values, or the weights are not numbers or overflow.
 */
export async function weighted(
  { of, weight }: WeightedMetric,
  sample: Source,
  reference: Source,
): Promise<Weighted> {
  const compared = comparedValues(of, sample, reference)
  const columns = [weightColumn(weight, sample.dataset), weightColumn(weight, reference.dataset)] as const
  try {
    const own = await weightsOf(compared.sample, columns[0], sample)
    const other = await weightsOf(compared.reference, columns[1], reference)
    const { values, ...places } = pool(own.values, other.values)
    return {
      values,
      sample: spread(own.side, places.sample, values.length),
      reference: spread(other.side, places.reference, values.length),
    }
  } catch (reason) {
    throw explained(reason, [of])
  }
}

function weightColumn(name: string, dataset: Dataset): Sql {
  const { identifier: text, type } = storedColumn(dataset, name)
  assertNumeric(`The values of ${name}`, { type, label: dataset.info.label }, 'they are no weights')
  return { text, type }
}

async function weightsOf(of: Sql, weight: Sql, source: Source): Promise<Weights> {
  const result = await source.database.query(weightsSql(of, weight, source.dataset), source.options)
  const [values, weights, squares] = [cells(), doubles(result), doubles(result)]
  const [rows, unusable] = [doubles(result), doubles(result)]
  fillColumns(result, [values, weights, squares, rows, unusable])
  // The rows without a value or a usable weight come first.
  const start = values.values[0] === null ? 1 : 0
  const side = {
    weights: weights.values.subarray(start),
    squares: sum(squares.values.subarray(start)),
    n: sum(rows.values.subarray(start)),
    unusable: sum(unusable.values),
  }
  if (Number.isFinite(sum(side.weights)) && Number.isFinite(side.squares))
    return { values: values.values.slice(start) as readonly Value[], side }
  throw new UserError(`The weights in ${source.dataset.info.label} are too large to be added up.`, {
    hint: 'Divide all weights by the same number.',
  })
}

function weightsSql(of: Sql, weight: Sql, { table }: Dataset): string {
  const usable = 'CASE WHEN isfinite(w) AND w >= 0 THEN w END'
  const rows = `SELECT ${of.text} AS v, CAST(${weight.text} AS DOUBLE) AS w FROM ${table}`
  const usableRows = `SELECT CASE WHEN w IS NOT NULL THEN v END AS v, w FROM (SELECT v, ${usable} AS w FROM (${rows}))`
  return `SELECT ${decodable({ text: 'v', type: of.type })}, coalesce(fsum(w), 0), coalesce(fsum(w * w), 0), CAST(count(*) AS DOUBLE), CAST(count_if(w IS NULL) AS DOUBLE)
FROM (${usableRows}) GROUP BY v ORDER BY v NULLS FIRST`
}

function sum(numbers: Float64Array): number {
  return numbers.reduce((total, number) => total + number, 0)
}
