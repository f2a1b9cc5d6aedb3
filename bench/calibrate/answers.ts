import type { Clustered, ClusteredSide, Weighted, WeightedSide } from '../../src/core/metric.ts'
import type { Pair, Rows } from './rows.ts'

/** The answer of an engine about the clusters of a column. */
export function clusteredOf({ reference, sample, tally: { values } }: Pair): Clustered {
  const places = placesOf(values)
  return {
    values: Array.from(values),
    reference: clusteredSide(reference, places),
    sample: clusteredSide(sample, places),
  }
}

/** The answer of an engine about a column whose rows have weights that vary like an exponential variable. */
export function weightedOf({ reference, sample, tally: { values } }: Pair): Weighted {
  const places = placesOf(values)
  return {
    values: Array.from(values),
    reference: weightedSide(reference, places),
    sample: weightedSide(sample, places),
  }
}

/** The weight of a row does not hang on its value: the quantiles of the exponential distribution in row order. */
export function weightOf(row: number, rows: number): number {
  return -Math.log((row + 0.5) / rows)
}

function placesOf(values: Float64Array): ReadonlyMap<number, number> {
  return new Map(Array.from(values, (value, place) => [value, place]))
}

function clusteredSide({ values, clusters }: Rows, places: ReadonlyMap<number, number>): ClusteredSide {
  const counts = new Map<string, [cluster: number, place: number, count: number]>()
  for (const [row, value] of values.entries()) {
    const [cluster, place] = [clusters?.[row] ?? row, places.get(value) ?? 0]
    const cell = counts.get(`${cluster} ${place}`)
    if (cell) cell[2]++
    else counts.set(`${cluster} ${place}`, [cluster, place, 1])
  }
  const cells = [...counts.values()]
  return {
    clusters: 1 + Math.max(...cells.map(([cluster]) => cluster)),
    cluster: Uint32Array.from(cells, ([cluster]) => cluster),
    value: Uint32Array.from(cells, ([, place]) => place),
    count: Uint32Array.from(cells, ([, , count]) => count),
  }
}

function weightedSide({ values }: Rows, places: ReadonlyMap<number, number>): WeightedSide {
  const weights = new Float64Array(places.size)
  let squares = 0
  for (const [row, value] of values.entries()) {
    const [weight, place] = [weightOf(row, values.length), places.get(value) ?? 0]
    weights[place] = (weights[place] ?? 0) + weight
    squares += weight ** 2
  }
  return { weights, squares, n: values.length, unusable: 0 }
}
