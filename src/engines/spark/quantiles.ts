import type { QuantileMethod } from '../../core/metric.ts'
import { doubleText } from './literals.ts'
import { ordered, orderedSql } from './ordered.ts'

interface Quantiles {
  readonly probabilities: readonly number[]
  readonly between: QuantileMethod
}

/** SQL of an array of quantiles, from the places of the values in ascending order. */
export function placedSql(values: string, table: string, { probabilities, between }: Quantiles): string {
  const quantiles = probabilities.map(probability => quantileSql(doubleText(probability), between))
  return `(SELECT array(${quantiles.join(', ')}) FROM ${orderedSql(values, table)})`
}

/** Of n values, counted from 0, a quantile lies at p · (n − 1). */
function quantileSql(probability: string, between: QuantileMethod): string {
  const place = `${probability} * (${ordered.total} - 1)`
  const [lower, higher] = [valueAt(`floor(${place})`), valueAt(`ceil(${place})`)]
  switch (between) {
    case 'lower':
      return lower
    case 'higher':
      return higher
    case 'nearest':
      return valueAt(`rint(${place})`)
    case 'midpoint':
      return `(${lower} + ${higher}) / 2`
    case 'linear':
      return `${lower} + (${higher} - ${lower}) * max(${place} - floor(${place}))`
  }
}

function valueAt(place: string): string {
  return `max(CASE WHEN ${ordered.before} <= ${place} AND ${place} < ${ordered.before} + ${ordered.count} THEN ${ordered.value} END)`
}
