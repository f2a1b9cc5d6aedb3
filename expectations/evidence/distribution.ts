import type { Ranges, Role } from '../../src/core/metric.ts'
import type { Moments } from '../../src/stats/index.ts'
import type { Both } from '../parts/both.ts'

/** The values of one dataset, ascending, with how many of its values are at most each. */
export interface Distribution {
  readonly values: Float64Array
  readonly cumulative: Float64Array
  readonly n: number
  /** Where values stand for ranges: the mean of all. */
  readonly mean?: number
  /** Where values stand for ranges: 1 for those that do. */
  readonly isRange?: Uint8Array
}

/** Values with how often they occur in both datasets, or with the weights of the rows that have them. */
interface Counted extends Both<ArrayLike<number>> {
  readonly values: Float64Array
  readonly ranges?: Ranges
}

/**
 * The distributions of a tally, or of weights that stand for rows. They share `values`, so a value may occur in one of
 * them only.
 */
export function distributionsOf({ values, reference, sample, ranges }: Counted): Both<Distribution> {
  const known = (role: Role) => ranges && { isRange: ranges.isRange, mean: ranges.means[role] ?? Number.NaN }
  return {
    reference: { ...distribution(values, reference), ...known('reference') },
    sample: { ...distribution(values, sample), ...known('sample') },
  }
}

/** How many values are less than x. */
export function countBelow({ values, cumulative }: Distribution, x: number): number {
  const place = firstWhere(values.length, index => (values[index] ?? 0) >= x)
  return place === 0 ? 0 : (cumulative[place - 1] ?? 0)
}

/** How many values are at most x. */
export function countUpTo({ values, cumulative }: Distribution, x: number): number {
  const place = firstWhere(values.length, index => (values[index] ?? 0) > x)
  return place === 0 ? 0 : (cumulative[place - 1] ?? 0)
}

/** The k-th smallest value, k from 0 to n − 1. */
export function orderStatistic({ values, cumulative }: Distribution, k: number): number {
  return values[firstWhere(values.length, index => (cumulative[index] ?? 0) > k)] ?? Number.NaN
}

/**
 * A quantile by linear interpolation (type 7), n ≥ 1. Agrees with `numpy.quantile`.
 */
export function quantile(of: Distribution, probability: number): number {
  const place = (of.n - 1) * probability
  const lower = orderStatistic(of, Math.floor(place))
  const upper = orderStatistic(of, Math.ceil(place))
  return lower + (upper - lower) * (place - Math.floor(place))
}

/** The arithmetic mean, n ≥ 1; deviations from the median are added, so that an offset costs no digits. */
export function mean(of: Distribution): number {
  if (of.mean !== undefined) return of.mean
  const centre = orderStatistic(of, Math.floor((of.n - 1) / 2))
  let sum = 0
  for (let index = 0; index < of.values.length; index++)
    sum += ((of.values[index] ?? 0) - centre) * countAt(of, index)
  return centre + sum / of.n
}

/** Number, mean and sample variance; no variance below two values. */
export function momentsOf(of: Distribution): Moments {
  if (of.n === 0) return { count: 0, mean: null, variance: null }
  const centre = mean(of)
  let squares = 0
  for (let index = 0; index < of.values.length; index++)
    squares += ((of.values[index] ?? 0) - centre) ** 2 * countAt(of, index)
  return { count: of.n, mean: centre, variance: of.n < 2 ? null : squares / (of.n - 1) }
}

/** How often the value at a place occurs. */
export function countAt({ cumulative }: Distribution, place: number): number {
  return (cumulative[place] ?? 0) - (place === 0 ? 0 : (cumulative[place - 1] ?? 0))
}

function distribution(values: Float64Array, counts: ArrayLike<number>): Distribution {
  const cumulative = new Float64Array(counts.length)
  let n = 0
  for (let index = 0; index < counts.length; index++) {
    n += counts[index] ?? 0
    cumulative[index] = n
  }
  return { values, cumulative, n }
}

/** The first place of 0 … n − 1 where a claim holds that holds from some place on; n if there is none. */
function firstWhere(n: number, holds: (place: number) => boolean): number {
  let low = 0
  let high = n
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
